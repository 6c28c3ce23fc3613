import { z } from 'zod';
import { type Effect, UpstreamError } from '../../core/errors.ts';
import type { Calling } from './call.ts';
import { openEnvelope, RECEIPTS, unreadable } from './envelope.ts';
import { refusalOf, Result } from './errors.ts';
import { guesses } from './guesses.ts';
import { makesProducts, type ReceiptDraft, receiptPayload } from './payload.ts';

/** A receipt that PEAK has just made; `link` is empty when PEAK gave none. */
const Created = z
  .object({
    id: z.string().min(1),
    code: z.string().nullish(),
    receiptCode: z.string().nullish(),
    onlineViewLink: z.string().nullish(),
    documentLink: z.string().nullish(),
  })
  .transform((row) => ({
    id: row.id,
    code: row.code || row.receiptCode || '',
    link: row.onlineViewLink || row.documentLink || '',
  }));
export type Created = z.infer<typeof Created>;

/** What became of one of several: made, or why it was not, or that nobody knows. */
export type Outcome = { made: Created } | { error: UpstreamError };

/**
 * Makes several receipts with one call; some may be made and others not. Outcomes stand in the order of the drafts. Throws
 * UpstreamError when the whole call failed. PEAK API reference, POST receipts.
 */
export async function createReceipts(
  { post }: Calling,
  drafts: readonly ReceiptDraft[],
): Promise<Outcome[]> {
  const path = drafts.some(makesProducts) ? guesses.productTemplate.value.path : '/receipts';
  const body = { PeakReceipts: { receipts: drafts.map(receiptPayload) } };
  const envelope = openEnvelope(await post('createReceipts', path, body), RECEIPTS);
  const rows = envelope?.rows ?? [];
  // Rows are told apart by their place alone: with one too few, none can be trusted.
  if (envelope === null || rows.length !== drafts.length)
    return drafts.map(() => ({ error: unreadable('unknown') }));
  const whole = refusalOf(envelope.result, true);
  return rows.map((row) => outcomeOf(row, whole !== null));
}

/** `wholeFailed`: PEAK calls the whole call a failure, so that a row which claims success is not to be believed. */
function outcomeOf(row: unknown, wholeFailed: boolean): Outcome {
  const result = Result.safeParse(row);
  if (!result.success) return { error: unreadable('unknown', result.error) };
  const refusal = refusalOf(result.data, true);
  if (refusal !== null) return { error: new UpstreamError('peak', refusal) };
  const made = Created.safeParse(row);
  if (result.data.resCode !== '200' || !made.success || wholeFailed)
    return { error: unreadable('unknown', made.error) };
  return { made: made.data };
}

/**
 * Voids a receipt by its UUID. Throws UpstreamError; what PEAK says of one that was voided before is not known, so look
 * first. PEAK API reference, POST receipts/void.
 */
export async function voidReceipt({ post }: Calling, id: string): Promise<void> {
  const answer = await post('voidReceipt', '/receipts/void', { PeakReceipts: { receiptId: id } });
  expectDone(answer, 'unknown');
}

function expectDone(body: unknown, effect: Effect & ('none' | 'unknown')): void {
  const envelope = openEnvelope(body, RECEIPTS);
  const parts = envelope === null ? [] : [envelope.result, ...(envelope.rows ?? [])];
  const results = parts.map((part) => Result.safeParse(part).data ?? { resDesc: '' });
  const refusal = results.map((result) => refusalOf(result, true)).find((found) => found !== null);
  if (refusal !== undefined) throw new UpstreamError('peak', refusal);
  if (!results.some((result) => result.resCode === '200')) throw unreadable(effect);
}
