import { z } from 'zod';
import type { VerdictRow } from '../../core/ledger.ts';
import type { BillState } from './bill-state.ts';

const Facts = z.object({ total: z.int(), code: z.string() });

/** A receipt that a run made: the bill's number, PEAK's document number (empty when PEAK gave none), satang. */
export type MadeReceipt = { order: string } & z.infer<typeof Facts>;

/** The receipt a verdict speaks of; none where the bill was booked before, or by others. */
export function madeIn({ order, reason, detail }: VerdictRow): MadeReceipt[] {
  return reason === 'IMPORTED' ? [{ order, ...Facts.parse(detail) }] : [];
}

/** Whether a bill is still booked by that receipt: one that was booked anew since has another. */
export function stillStands(
  { code }: Pick<MadeReceipt, 'code'>,
  state: BillState | undefined,
): state is BillState {
  return state?.status === 'booked' && (code === '' || state.detail.receipt?.code === code);
}
