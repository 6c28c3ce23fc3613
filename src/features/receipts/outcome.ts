import type { Bill } from '../../clients/page365/schema.ts';
import type { Json } from '../../core/json.ts';
import type { Verdict } from '../../core/ledger.ts';
import type { Decided, WorkContext } from '../../core/run.ts';
import type { BillState } from './bill-state.ts';
import type { Booking, Both } from './connections.ts';

export type Desk = {
  booking: Booking;
  context: WorkContext & Both;
  /** Whether a bill whose receipt was voided is booked anew: only where a person asks for it. */
  again?: true;
};

/** What became of one bill. `later`: its outcome is not known before then, epoch ms. */
export type Booked = { state: BillState; changed: boolean; verdict: Decided; later: number | null };

export function kept(state: BillState, verdict: Decided): Booked {
  return { state, changed: true, verdict, later: null };
}

type Why = { verdict: Verdict; reason: string; facts?: Json };

export function decided(
  { number }: Pick<Bill, 'number'>,
  { verdict, reason, facts = null }: Why,
): Decided {
  return { system: 'peak', order: String(number), verdict, reason, detail: facts };
}
