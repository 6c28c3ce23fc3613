import { z } from 'zod';

/** One of PEAK's accounts, of six digits; empty while nobody chose. */
const Account = z
  .string()
  .regex(/^(?:\d{6})?$/)
  .default('');

/** How a shop books its bills: the options of its connection to PEAK. */
export const ReceiptOptions = z.object({
  /** The day a receipt is of: when it was paid, or when Tenban first saw the bill shipped. */
  date: z.enum(['paid', 'shipped']).default('paid'),
  /** How prices stand to the VAT; `bill` believes each bill. `none` is for sellers without VAT registration. */
  vat: z.enum(['bill', 'inclusive', 'exclusive', 'none']).default('bill'),
  /** Who numbers the document: PEAK, or the bill's number after `numberPrefix`. */
  numbering: z.enum(['peak', 'bill']).default('peak'),
  numberPrefix: z.string().max(16).default('PG365-'),
  /** What goods are booked as: an account, or products that PEAK knows by their names. */
  goods: z.enum(['account', 'product']).default('account'),
  salesAccount: Account,
  shippingAccount: Account,
  /** Whom receipts are made out to: one contact for each channel, or one for each buyer. */
  contacts: z.enum(['channel', 'buyer']).default('channel'),
  /** What the shipping line is called. */
  shippingWords: z.string().min(1).default('ค่าจัดส่ง'),
  /** PEAK's payment method for each bank account of Page365, by the account's id there. */
  paymentMethods: z
    .record(z.string(), z.object({ id: z.string().min(1), code: z.string().default('') }))
    .default({}),
});
export type ReceiptOptions = z.infer<typeof ReceiptOptions>;
