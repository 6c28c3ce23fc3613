import type { Bill } from '../../clients/page365/schema.ts';
import type { BillState } from './bill-state.ts';
import { attemptAnew, type Booked, decided, type Desk, inDoubt, kept } from './outcome.ts';
import { onlyReceipt } from './only-receipt.ts';
import { voidOperation } from './operations.ts';
import { referenceOf } from './receipt.ts';

/** Page365 says positively that the bill is voided: so is its receipt. */
export async function voidReceipt(
  { booking, context, again }: Desk,
  bill: Pick<Bill, 'number'>,
  state: BillState,
): Promise<Booked> {
  const { generation } = state.detail;
  const receipt =
    state.detail.receipt ?? (await onlyReceipt(context.peak, referenceOf(bill), { voided: true }));
  if (receipt === null)
    return kept(state, decided(bill, { verdict: 'failed', reason: 'RECEIPT_UNKNOWN' }));
  const first = `peak.void:${receipt.id}`;
  const begun = await context.begun(first);
  const about = { shop: context.shop.id, connection: booking.id, number: String(bill.number) };
  const operation = (key: string) => voidOperation(context.peak, receipt, { ...about, key });
  const { key, attempt } =
    again === true
      ? await attemptAnew(context, first, operation)
      : { key: first, attempt: await context.attempt(operation(first)) };
  if (attempt.kind === 'none') throw attempt.error;
  if (attempt.kind === 'unknown') return inDoubt(state, bill, attempt);
  if (attempt.kind === 'refused') {
    const facts = { code: attempt.error.code, words: attempt.error.words ?? '' };
    return kept(state, decided(bill, { verdict: 'failed', reason: 'PEAK_REJECTED', facts }));
  }
  const detail = { ...state.detail, receipt: null, generation: generation + 1 };
  const next = { ...state, status: 'voided' as const, detail };
  const facts = { receipt: receipt.code };
  return {
    state: next,
    changed: true,
    verdict: decided(bill, { verdict: 'booked', reason: 'VOIDED', facts }),
    later: null,
    ...(begun && { known: key }),
  };
}
