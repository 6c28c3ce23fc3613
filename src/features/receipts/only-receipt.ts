import type { Peak } from '../../clients/peak/client.ts';
import { type Made, madeOf } from './operations.ts';

/**
 * The one receipt with our reference that counts, for one that was made though its answer is not known; null where it cannot
 * be told. With `voided` one that was voided is it too, where no other is.
 */
export async function onlyReceipt(
  peak: Peak,
  reference: string,
  { voided }: { voided: boolean },
): Promise<Made | null> {
  const all = await peak.receiptsByReference(reference);
  const live = all.filter((receipt) => !receipt.voided);
  const [first, ...others] = voided && live.length === 0 ? all : live;
  return first === undefined || others.length > 0 ? null : madeOf(first);
}
