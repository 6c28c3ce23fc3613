import type { Bill, BillLine } from '../../clients/page365/schema.ts';
import type { Booked, ReceiptDraft } from '../../clients/peak/payload.ts';
import type { ReceiptOptions } from './options.ts';
import { vatInside, vatOnTop } from './vat.ts';

/** Why a bill cannot become a receipt. Amounts in satang. */
export type Refusal =
  /** Nobody entered when or where to it was paid. */
  | { reason: 'NO_PAYMENT_DETAIL' }
  | { reason: 'AMOUNT_MISMATCH'; paid: number; total: number; difference: number }
  | { reason: 'ZERO_TOTAL' }
  /** A line that is not so many times its price, or of nothing. */
  | { reason: 'STRANGE_LINE'; line: string }
  | { reason: 'TOTAL_DOES_NOT_ADD_UP'; made: number; total: number; difference: number }
  /** No payment method of PEAK was chosen for this bank account of Page365. */
  | { reason: 'PAYMENT_METHOD_UNMAPPED'; account: string }
  /** No account of PEAK was chosen for goods or for shipping. */
  | { reason: 'ACCOUNT_UNMAPPED'; account: 'sales' | 'shipping' };

export type Built = { receipt: ReceiptDraft; vat: number } | { refusal: Refusal };

export type BuildReceipt = {
  bill: Bill;
  options: ReceiptOptions;
  contact: { id: string; code: string };
  /** Epoch milliseconds at which Tenban first saw the bill shipped; null for one that was shipped before Tenban came. */
  shippedSeen: number | null;
};

type Vat = ReceiptDraft['vat'];

/**
 * The receipt of a bill, or why there can be none. Whatever it makes comes to exactly the bill's total, which is exactly
 * what was paid. Page365 knows no shipped date: a receipt by shipping is of the day Tenban first saw it, else of the day it
 * was paid. PEAK API reference, POST receipts; Revenue Code sections 78 and 86.
 */
export function buildReceipt({ bill, options, contact, shippedSeen }: BuildReceipt): Built {
  const { paidAt, account } = bill;
  if (paidAt === null || account === null) return { refusal: { reason: 'NO_PAYMENT_DETAIL' } };
  const vat = vatOf(bill, options);
  const refusal = whyNot(bill, vat) ?? whyUnmapped(bill, options);
  if (refusal !== null) return { refusal };
  const method = Object.hasOwn(options.paymentMethods, account.id)
    ? options.paymentMethods[account.id]
    : undefined;
  if (method === undefined)
    return { refusal: { reason: 'PAYMENT_METHOD_UNMAPPED', account: account.id } };
  const paid = dayInBangkok(paidAt);
  const byShipping = options.date === 'shipped' && shippedSeen !== null;
  const reference = referenceOf(bill);
  return {
    vat: vatAmount(bill, vat),
    receipt: {
      reference,
      code: options.numbering === 'bill' ? `${options.numberPrefix}${bill.number}` : null,
      issued: byShipping ? dayInBangkok(shippedSeen) : paid,
      contact,
      tags: [reference],
      remark: `Page365 ${bill.number}`,
      taxInvoice: vat !== 'none',
      vat,
      discount: bill.discount,
      lines: linesOf(bill, options),
      payment: { date: paid, method, amount: bill.total },
    },
  };
}

/** What a bill's receipt is found again by. */
export function referenceOf({ number }: Pick<Bill, 'number'>): string {
  return `page365:${number}`;
}

function vatOf(bill: Bill, { vat }: ReceiptOptions): Vat {
  if (vat !== 'bill') return vat;
  if (bill.vatIncluded === true) return 'inclusive';
  return bill.vat > 0 ? 'exclusive' : 'none';
}

function whyNot(bill: Bill, vat: Vat): Refusal | null {
  const { total, paid } = bill;
  if (paid !== total)
    return { reason: 'AMOUNT_MISMATCH', paid, total, difference: Math.abs(paid - total) };
  if (total <= 0) return { reason: 'ZERO_TOTAL' };
  const strange = bill.lines.find(isStrange);
  if (strange !== undefined) return { reason: 'STRANGE_LINE', line: strange.name };
  const net = netOf(bill);
  const made = vat === 'exclusive' ? net + vatOnTop(net) : net;
  const negative = bill.discount < 0 || bill.shipping < 0;
  if (made === total && !negative) return null;
  return { reason: 'TOTAL_DOES_NOT_ADD_UP', made, total, difference: Math.abs(made - total) };
}

function whyUnmapped({ shipping }: Bill, options: ReceiptOptions): Refusal | null {
  if (options.salesAccount === '') return { reason: 'ACCOUNT_UNMAPPED', account: 'sales' };
  return shipping !== 0 && options.shippingAccount === ''
    ? { reason: 'ACCOUNT_UNMAPPED', account: 'shipping' }
    : null;
}

function isStrange({ quantity, price, subtotal }: BillLine): boolean {
  return !Number.isInteger(quantity) || quantity < 1 || price < 0 || quantity * price !== subtotal;
}

/** What lines, discount and shipping come to, as PEAK will count them. */
function netOf({ lines, discount, shipping }: Bill): number {
  const goods = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  return goods - discount + shipping;
}

/** Split once for the whole document: by lines, satang would drift. */
function vatAmount(bill: Bill, vat: Vat): number {
  if (vat === 'none') return 0;
  return vat === 'inclusive' ? vatInside(bill.total) : vatOnTop(netOf(bill));
}

function linesOf(bill: Bill, options: ReceiptOptions): ReceiptDraft['lines'] {
  const goods = bill.lines.map((line) => ({
    booked: bookedAs(line, options),
    description: line.variant === '' ? line.name : `${line.name} / ${line.variant}`,
    quantity: line.quantity,
    price: line.price,
  }));
  if (bill.shipping === 0) return goods;
  const shipping = {
    booked: { account: options.shippingAccount },
    description: options.shippingWords,
    quantity: 1,
    price: bill.shipping,
  };
  return [...goods, shipping];
}

function bookedAs({ name, sku }: BillLine, { goods, salesAccount }: ReceiptOptions): Booked {
  if (goods === 'account') return { account: salesAccount };
  return { named: name, code: sku, account: salesAccount };
}

/** The ISO date of an instant where Thai months and tax periods are counted. */
function dayInBangkok(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO('Asia/Bangkok')
    .toPlainDate()
    .toString();
}
