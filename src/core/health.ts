import type { JobCounts } from './jobs.ts';
import type { PulseRow } from './pulse.ts';
import type { Schedule } from './settings.ts';

/** How Tenban itself does, as far as one shop is concerned. Times in epoch ms. */
export type Health = {
  connections: { id: string; system: string; pulse: PulseRow | null }[];
  jobs: JobCounts | null;
  /** Messages kept back, for the night or for want of quota. */
  held: number;
  platforms: PlatformHealth[];
  paused: Schedule[];
};

export type PlatformHealth = {
  id: string;
  /** Whether its own connection to us stands; null where it has none. */
  connected: boolean | null;
  /** Messages that cost something this month: how many there are, were used and were saved. */
  quota: { limit: number | null; used: number; saved: number } | null;
};
