import { z } from 'zod';
import { satangOf } from '../../lib/baht.ts';
import { guesses } from './guesses.ts';

/** What is read of PEAK's rows; numbers come as numbers and as texts. PEAK API reference, https://developers.peakaccount.com */

const Text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((text) => String(text ?? ''));
const Baht = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((baht) => (baht === null || baht === undefined ? null : satangOf(baht)));
/** `yyyyMMdd` or ISO as an ISO date. */
const DateOrNone = Text.transform((text) => {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text) ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
});

/** A receipt as PEAK has it. Amounts in satang. */
export const Receipt = z
  .object({
    id: z.string().min(1),
    code: Text,
    receiptCode: Text,
    reference: Text,
    tags: z.array(z.string()).nullish(),
    remark: Text,
    status: Text,
    issuedDate: DateOrNone,
    netAmount: Baht,
    onlineViewLink: Text,
    documentLink: Text,
  })
  .transform((row) => ({
    /** PEAK's UUID. */
    id: row.id,
    /** The document number. */
    code: row.code || row.receiptCode,
    reference: row.reference,
    tags: row.tags ?? [],
    remark: row.remark,
    voided: guesses.voided.value.includes(row.status.toLowerCase()),
    /** ISO date; null when PEAK did not say. */
    issued: row.issuedDate,
    /** What it comes to, VAT included; null when PEAK did not say. */
    total: row.netAmount,
    /** For people; empty when PEAK gave none. */
    link: row.onlineViewLink || row.documentLink,
  }));
export type Receipt = z.infer<typeof Receipt>;

export const Contact = z
  .object({ id: z.string().min(1), code: Text, name: Text })
  .transform(({ id, code, name }) => ({ id, code, name }));
export type Contact = z.infer<typeof Contact>;

export const Product = z
  .object({ id: z.string().min(1), code: Text, name: Text })
  .transform(({ id, code, name }) => ({ id, code, name }));
export type Product = z.infer<typeof Product>;

/** Where money came in: cash, or a bank account of the business. */
export const PaymentMethod = z
  .object({ id: z.string().min(1), code: Text, name: Text, bankName: Text, accountNumber: Text })
  .transform((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    bank: row.bankName,
    accountNumber: row.accountNumber,
  }));
export type PaymentMethod = z.infer<typeof PaymentMethod>;

/** One line of the chart of accounts. */
export const Account = z
  .object({ code: Text, accountCode: Text, name: Text, nameTH: Text })
  .transform((row) => ({ code: row.code || row.accountCode, name: row.name || row.nameTH }));
export type Account = z.infer<typeof Account>;
