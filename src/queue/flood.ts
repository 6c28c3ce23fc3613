import type { Clock } from '../core/clock.ts';

/** With fewer senders waiting for an answer at once, jobs and arrivals share the process as they come. */
const MANY = 16;
/** In a flood, jobs are begun this often: senders give up waiting, stored jobs are safe. */
const PAUSE_MS = 40;

export type Flood = {
  /** Counts something that arrives until it is stored. */
  count<T>(storing: Promise<T>): Promise<T>;
  /** Resolves when no flood came lately, in a flood after a pause. */
  pause(): Promise<void>;
  /** Ends every pause, for whoever waits for the jobs themselves. */
  forget(): void;
};

/** Lets what arrives in a flood be stored and answered before more jobs are begun. */
export function createFlood(clock: Clock): Flood {
  let arriving = 0;
  let lastSeen = Number.NEGATIVE_INFINITY;
  let pausing = new AbortController();

  const now = (): number => clock.now().epochMilliseconds;

  return {
    async count(storing) {
      arriving += 1;
      if (arriving === MANY) lastSeen = now();
      try {
        return await storing;
      } finally {
        arriving -= 1;
      }
    },
    async pause() {
      if (arriving < MANY && now() - lastSeen >= PAUSE_MS) return;
      await clock.sleep(PAUSE_MS, pausing.signal).catch(() => undefined);
    },
    forget() {
      lastSeen = Number.NEGATIVE_INFINITY;
      pausing.abort();
      pausing = new AbortController();
    },
  };
}
