import { fingerprint } from '../../core/echo.ts';
import type { Json } from '../../core/json.ts';
import type { Detail, State, Status } from './row.ts';

/** Why something stays where it is; each has words and a remedy. */
export type HoldReason =
  /** CNV is not known to take such a write. */
  | 'not-taken'
  /** A product of it is not on the other side yet. */
  | 'product-unknown'
  | 'return-not-known'
  | 'phone-unreadable'
  | 'total-unknown'
  | 'total-differs'
  | 'no-lines';
export type SkipReason =
  | 'no-buyer'
  | 'not-a-sale'
  | 'parent-product'
  | 'gone'
  | 'cancelled'
  | 'of-an-order';

export type Choice =
  | { act: 'write'; hash: string }
  /** The other side has exactly this. */
  | { act: 'leave'; hash: string }
  /** Refused before, and no other since. */
  | { act: 'stay' }
  | { act: 'hold'; reason: HoldReason; missing: string[] }
  | { act: 'skip'; reason: SkipReason };

type Known = Pick<Detail, 'hash' | 'tried'>;

/** What follows from content that could be written: an echo of what was last written is no change. */
export function decide(
  content: Json,
  { known, takes, missing = [] }: { known: Known; takes: boolean; missing?: string[] },
): Choice {
  const hash = fingerprint(content);
  if (known.hash === hash) return { act: 'leave', hash };
  if (!takes) return { act: 'hold', reason: 'not-taken', missing: [] };
  if (missing.length > 0) return { act: 'hold', reason: 'product-unknown', missing };
  return known.tried === hash ? { act: 'stay' } : { act: 'write', hash };
}

/** What is held for a product is tried again at once when that is there; otherwise less and less often. */
const FIRST_RETRY = 5 * 60_000;
const LONGEST_RETRY = 6 * 3_600_000;

export function retryAfter(tries: number): number {
  return Math.min(FIRST_RETRY * 2 ** Math.min(tries, 10), LONGEST_RETRY);
}

/** What a row that is not synced depends on: what CNV takes, and which products are there. */
export type World = {
  now: number;
  /** When the cycle began: what a webhook has spoken of since is for the next one. */
  startedAt: number;
  takes: boolean;
  /** Whether a product of Nhanh is at CNV. */
  has(product: string): boolean;
};

/** Whether a waiting or held thing is worth reading again now. */
export function isDue({ status, detail }: State, { now, startedAt, takes, has }: World): boolean {
  if (detail.retryAt !== null && detail.retryAt > now) return false;
  if (status === 'waiting') return detail.hookAt === null || detail.hookAt <= startedAt;
  if (status !== 'held') return false;
  if (detail.reason === 'not-taken') return takes;
  if (detail.reason !== 'product-unknown') return false;
  return detail.origin === 'cnv' || detail.missing.every(has);
}

/** Whether there is nothing to note about a thing that was seen as it was known. */
export function isQuiet(
  status: Status,
  { hookAt, readAt }: Pick<Detail, 'hookAt' | 'readAt'>,
): boolean {
  return status === 'synced' && (hookAt === null || (readAt !== null && readAt >= hookAt));
}
