import { z } from 'zod';

/** What is read of a request for a new receipt; names not listed are ignored, amounts may be numbers or texts. */

const Amount = z.coerce.number().transform((baht) => Math.round(baht * 100));
const Word = z.string().default('');

const Line = z.object({
  productCode: Word,
  accountCode: Word,
  description: Word,
  quantity: z.coerce.number(),
  price: Amount,
  discount: Amount.default(0),
  vatType: z.coerce.number().default(1),
  productTemplate: z.object({ name: z.string(), code: Word }).optional(),
});
export type Line = z.infer<typeof Line>;

export const NewReceipt = z.object({
  code: Word,
  reference: Word,
  issuedDate: z.string().regex(/^20\d{6}$/),
  dueDate: z.string().regex(/^20\d{6}$/),
  contact: z.object({ id: Word, code: Word }).default({ id: '', code: '' }),
  tags: z.array(z.string()).default([]),
  remark: Word,
  istaxInvoice: z.coerce.number().default(0),
  taxStatus: z.coerce.number(),
  discountTotal: Amount.default(0),
  products: z.array(Line).min(1),
  paidPayments: z.object({
    paymentDate: z.string().regex(/^20\d{6}$/),
    payments: z
      .array(z.object({ amount: Amount, paymentMethod: z.object({ id: z.string(), code: Word }) }))
      .min(1),
  }),
});
export type NewReceipt = z.infer<typeof NewReceipt>;

/** What a receipt comes to: VAT inside for `taxStatus` 1, on top for 0, of lines with `vatType` 3. */
export function totalsOf(receipt: NewReceipt): { total: number; vat: number } {
  const sums = receipt.products.map((line) => line.quantity * line.price - line.discount);
  const net = sums.reduce((sum, line) => sum + line, 0) - receipt.discountTotal;
  if (!receipt.products.every(({ vatType }) => vatType === 3)) return { total: net, vat: 0 };
  if (receipt.taxStatus === 1) return { total: net, vat: Math.round((net * 7) / 107) };
  const vat = Math.round((net * 7) / 100);
  return { total: net + vat, vat };
}
