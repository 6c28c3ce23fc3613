import type { Bill } from '../../clients/page365/schema.ts';
import type { Raise } from '../../core/alert.ts';
import type { Json } from '../../core/json.ts';
import type { Verdict } from '../../core/ledger.ts';
import type { Operation } from '../../core/operation.ts';
import type { Attempt, Decided, WorkContext } from '../../core/run.ts';
import type { BillState } from './bill-state.ts';
import type { Booking, Both } from './connections.ts';

export type Desk = {
  booking: Booking;
  context: WorkContext & Both;
  /** Whether a bill whose receipt was voided is booked anew: only where a person asks for it. */
  again?: true;
};

/** What became of one bill. */
export type Booked = {
  state: BillState;
  changed: boolean;
  verdict: Decided;
  /** Its outcome is not known before then, epoch ms. */
  later: number | null;
  /** Only a person can tell its outcome. */
  ask?: Raise;
  /** It should have been booked by now. */
  late?: Raise;
  /** The operation whose outcome was open before this page and is known now. */
  known?: string;
};

export function kept(state: BillState, verdict: Decided): Booked {
  return { state, changed: true, verdict, later: null };
}

/** An operation whose outcome is not known: it is looked at again, or a person is asked. */
export function inDoubt(
  state: BillState,
  bill: Pick<Bill, 'number'>,
  { ask, nextAt }: Attempt<unknown> & { kind: 'unknown' },
): Booked {
  if (ask === null)
    return {
      ...kept(state, decided(bill, { verdict: 'held', reason: 'CHECKING' })),
      later: nextAt,
    };
  return { ...kept(state, decided(bill, { verdict: 'failed', reason: 'UNDECIDED' })), ask };
}

/**
 * Attempts what an earlier run may have attempted. A refusal ends an operation for good, so one that was refused before is
 * attempted anew, once for each run, under another key; `key` is the one that counts.
 */
export async function attemptAnew<Result extends Json>(
  { begun, attempt, run }: WorkContext,
  key: string,
  operation: (key: string) => Operation<Result>,
): Promise<{ key: string; attempt: Attempt<Result> }> {
  const old = await begun(key);
  const first = await attempt(operation(key));
  if (!old || first.kind !== 'refused') return { key, attempt: first };
  const anew = `${key}:${run.id}`;
  return { key: anew, attempt: await attempt(operation(anew)) };
}

type Why = { verdict: Verdict; reason: string; facts?: Json };

export function decided(
  { number }: Pick<Bill, 'number'>,
  { verdict, reason, facts = null }: Why,
): Decided {
  return { system: 'peak', order: String(number), verdict, reason, detail: facts };
}
