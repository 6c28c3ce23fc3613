import type { Value } from './graphql.ts';
import type { SimBill } from './types.ts';

/** Bills as Page365 tells them, every documented field. Page365 API reference, https://softbaked.github.io/api */

/** Bank accounts of the simulated shop. */
export const BANK_ACCOUNTS: { [name: string]: Value }[] = [
  { id: '7', no: '123-4-56789-0', name: 'บจก. เดโม', bankSlug: 'kbank' },
  { id: '8', no: '987-6-54321-0', name: 'บจก. เดโม', bankSlug: 'scb' },
];

/** Satang as the float that Page365 writes. */
function baht(satang: number): number {
  return satang / 100;
}

/** An instant with Thailand's offset. */
function isoOf(at: number): string {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('Asia/Bangkok');
  return time.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

function money(bill: SimBill): { [name: string]: Value } {
  const subtotal = bill.lines.reduce((sum, line) => sum + line.quantity * line.price, 0);
  return {
    subtotal: baht(subtotal),
    discount: bill.discount === null ? null : baht(bill.discount),
    shippingCost: baht(bill.shipping),
    total: baht(bill.total),
    paidAmount: baht(bill.paid),
    vat: baht(bill.vat),
    vatIncluded: bill.vatIncluded,
  };
}

function headOf(bill: SimBill): { [name: string]: Value } {
  return {
    id: bill.id,
    no: bill.number,
    slug: `b${bill.id}`,
    url: `https://page365.example/b/${bill.id}`,
    stage: bill.stage,
    createdAt: isoOf(bill.createdAt),
    paidAt: bill.paidAt === null ? null : isoOf(bill.paidAt),
    expiresOn: null,
    ...money(bill),
    taxInvoiceNo: null,
    sold: bill.stage === 'paid' || bill.stage === 'shipped',
    sent: true,
    shippingOption: 'EMS',
    trackingCode: bill.stage === 'shipped' ? `TH${bill.id}` : null,
    promotionCode: null,
    note: null,
    itemsCount: bill.lines.length,
    auto: false,
    bankAccount: BANK_ACCOUNTS.find(({ id }) => id === bill.account) ?? null,
  };
}

/** A bill as a query tells it. */
export function billView(bill: SimBill): { [name: string]: Value } {
  const { id, name, type } = bill.buyer;
  return {
    ...headOf(bill),
    customer: { id, name, phone: null, email: null, address: null, note: null, type, tags: [] },
    paymentSlip: null,
    user: { id: '1', name: 'Admin' },
    items: bill.lines.map((line, index) => ({
      ...itemView(bill, index),
      variant:
        line.sku === null
          ? null
          : { id: `v${line.sku}`, name: '', code: null, sku: line.sku, price: baht(line.price) },
    })),
  };
}

/** A bill as a webhook tells it: its buyer flat, its lines with the product's id. */
export function noticeView(bill: SimBill): { [name: string]: Value } {
  return {
    ...headOf(bill),
    customerName: bill.buyer.name,
    customerAddress: null,
    customerEmail: null,
    customerPhone: null,
    items: bill.lines.map((_line, index) => ({ ...itemView(bill, index), productId: '55' })),
  };
}

function itemView(bill: SimBill, index: number): { [name: string]: Value } {
  const { name = '', quantity = 0, price = 0 } = bill.lines[index] ?? {};
  const id = `${bill.id}${index + 1}`;
  return { id, name, note: null, quantity, price: baht(price), subtotal: baht(quantity * price) };
}
