import { z } from 'zod';
import { UpstreamError } from '../../core/errors.ts';
import { type PeakRefusal, refusalOf, Result } from './errors.ts';

/** Names of an answer's parts: an object named `Peak…` around a list. Their case differs between calls. */
export type Names = { wrapper: string; list: string };
export const RECEIPTS: Names = { wrapper: 'PeakReceipts', list: 'receipts' };
export const CONTACTS: Names = { wrapper: 'PeakContacts', list: 'contacts' };
export const PRODUCTS: Names = { wrapper: 'PeakProducts', list: 'products' };
export const PAYMENT_METHODS: Names = { wrapper: 'PeakPaymentMethods', list: 'paymentMethods' };
export const ACCOUNTS: Names = { wrapper: 'PeakAccountCode', list: 'accountCode' };

/** An answer's wrapper: how it went, and its rows, null where the list itself is missing. */
export type Envelope = { result: Result; rows: unknown[] | null };

const Fields = z.record(z.string(), z.unknown());

/** The wrapper of an answer; null for a body that has none. */
export function openEnvelope(body: unknown, names: Names): Envelope | null {
  const wrapper = Fields.safeParse(fieldOf(body, names.wrapper));
  if (!wrapper.success) return null;
  const result = Result.safeParse(wrapper.data);
  if (!result.success) return null;
  const rows = z.array(z.unknown()).safeParse(fieldOf(wrapper.data, names.list));
  return { result: result.data, rows: rows.success ? rows.data : null };
}

function fieldOf(value: unknown, name: string): unknown {
  const fields = Fields.safeParse(value);
  if (!fields.success) return undefined;
  const key = Object.keys(fields.data).find((key) => key.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : fields.data[key];
}

/**
 * What a whole answer under status 200 says went wrong, at the top or in its wrapper; null when nothing did, and when there
 * are rows to be read one by one.
 */
export function judgePeakAnswer(body: unknown, writes: boolean): PeakRefusal | null {
  const top = Result.safeParse(body);
  const atTop = top.success ? refusalOf(top.data, writes) : null;
  if (atTop !== null) return atTop;
  for (const [name, wrapper] of Object.entries(Fields.safeParse(body).data ?? {})) {
    if (!/^peak/i.test(name)) continue;
    const result = Result.safeParse(wrapper);
    const refusal = result.success ? refusalOf(result.data, writes) : null;
    if (refusal !== null && (refusal.code === 'token' || !hasRows(wrapper))) return refusal;
  }
  return null;
}

function hasRows(wrapper: unknown): boolean {
  return Object.values(Fields.safeParse(wrapper).data ?? {}).some(
    (value) => Array.isArray(value) && value.length > 0,
  );
}

/**
 * The rows of an answer to a read. An empty list counts only where PEAK said in so many words that the call went well.
 * Throws UpstreamError otherwise.
 */
export function readRows<Row>(body: unknown, names: Names, row: z.ZodType<Row>): Row[] {
  const envelope = openEnvelope(body, names);
  const rows = envelope?.rows ?? null;
  if (envelope === null || rows === null) throw unreadable('none');
  if (rows.length === 0 && envelope.result.resCode !== '200') throw unreadable('none');
  const refusal = [envelope.result, ...rows]
    .map((part) => Result.safeParse(part))
    .map((result) => (result.success ? refusalOf(result.data, false) : null))
    .find((found) => found !== null);
  if (refusal !== undefined) throw new UpstreamError('peak', refusal);
  const read = z.array(row).safeParse(rows);
  if (!read.success) throw unreadable('none', read.error);
  return read.data;
}

/** A page of HTML, or nothing of what was asked for. */
export function unreadable(effect: 'none' | 'unknown', cause?: unknown): UpstreamError {
  return new UpstreamError('peak', { effect, code: 'unreadable_answer', cause });
}
