import type { z } from 'zod';
import type { Json } from './json.ts';
import type { OperationRow } from './ledger.ts';
import type { Text } from './text.ts';

/**
 * An effect on a remote system that must happen once. `send` may be called again only when `find` has proven, twice and
 * after the settle time, that the earlier call left no trace.
 */
export type Operation<Result extends Json> = {
  /** Unique for ever: the request's own identity, never the amount. */
  key: string;
  /** The system and the act: `opn.refund`. */
  kind: string;
  shop: string;
  connection: string;
  /** What it changes, such as a charge id. */
  subject: string;
  /** What it does, in words: "Refund ฿500.00". */
  what: Text;
  request: Json;
  /** Reads a stored result. */
  result: z.ZodType<Result>;
  send(): Promise<Result>;
  /** Reads the remote system back. `absent`: no trace of the effect; `unsure`: a trace that is not surely ours. */
  find(): Promise<{ found: Result } | 'absent' | 'unsure'>;
  /** How long after a lost answer the effect may still appear, milliseconds. */
  settle: number;
};

/** Sends before a person is asked. */
export const MAX_SENDS = 3;
/** Reads without a trace before an operation counts as not done. */
export const ABSENT_READS = 2;

export type NextStep =
  | { step: 'send' }
  | { step: 'read' }
  | { step: 'wait'; until: number }
  | { step: 'ask' }
  | { step: 'finished' };

/** What to do with an operation now. Pure, so that every crash point has a row in a table of tests. */
export function nextStep(row: OperationRow, settle: number, now: number): NextStep {
  if (row.state === 'done' || row.state === 'failed') return { step: 'finished' };
  if (row.state === 'planned') return { step: 'send' };
  if (row.sentAt === null || row.lastReadAt === null) return { step: 'read' };
  if (mustAsk(row)) return { step: 'ask' };
  const due = nextRead(row.sentAt, row.lastReadAt, settle);
  return now >= due ? { step: 'read' } : { step: 'wait', until: due };
}

/** Sent as often as may be, and no trace: unless a person decided to send it once more. */
function mustAsk({ attempts, absentReads, decidedBy }: OperationRow): boolean {
  return attempts >= MAX_SENDS && absentReads >= ABSENT_READS && decidedBy === null;
}

/**
 * When to read again: soon at first, because a trace ends the doubt at once; reads after the settle time are spaced by
 * half of it, up to ten minutes.
 */
export function nextRead(sentAt: number, lastReadAt: number, settle: number): number {
  const age = lastReadAt - sentAt;
  if (age < settle) return Math.min(sentAt + settle, lastReadAt + Math.max(age, 2_000));
  return lastReadAt + Math.min(Math.max(settle / 2, age / 4), 600_000);
}

/** What a read without a trace means. Reads before the settle time prove nothing. */
export function afterAbsentRead(
  row: OperationRow,
  settle: number,
  now: number,
): Partial<OperationRow> & { state: OperationRow['state'] } {
  const counts = row.sentAt === null || now - row.sentAt >= settle;
  const absentReads = row.absentReads + (counts ? 1 : 0);
  const proven =
    absentReads >= ABSENT_READS && (row.attempts < MAX_SENDS || row.decidedBy !== null);
  if (!proven) return { state: 'unknown', absentReads, lastReadAt: now };
  return { state: 'planned', absentReads: 0, lastReadAt: null, sentAt: null };
}
