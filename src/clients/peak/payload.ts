import { bahtOf } from '../../lib/baht.ts';
import { guesses } from './guesses.ts';

/** What a line is booked as: an account of the chart, a product that exists, or one that PEAK makes by its name. */
export type Booked =
  | { account: string }
  | { product: string }
  | { named: string; code: string; account: string };

/** Amounts in satang; `price` is for one. */
export type ReceiptLine = {
  booked: Booked;
  description: string;
  quantity: number;
  price: number;
};

/** A receipt to be made. Amounts in satang, dates ISO in the Gregorian calendar. */
export type ReceiptDraft = {
  /** Ours: what it is found again by. */
  reference: string;
  /** The document number; null lets PEAK number it. */
  code: string | null;
  issued: string;
  contact: { id: string; code: string };
  tags: string[];
  remark: string;
  taxInvoice: boolean;
  /** How prices stand to the VAT of 7 %. */
  vat: 'inclusive' | 'exclusive' | 'none';
  /** Of the whole document. */
  discount: number;
  lines: ReceiptLine[];
  payment: { date: string; method: { id: string; code: string }; amount: number };
};

const TAX_STATUS = { exclusive: 0, inclusive: 1, none: 1 } as const;
/** `vatType`: 1 none, 3 seven per cent. */
const VAT_TYPE = { exclusive: 3, inclusive: 3, none: 1 } as const;
/** No receipt is from a year that only the Buddhist calendar has. */
const LAST_YEAR = 2400;

/** PEAK API reference, POST receipts. */
export function receiptPayload(draft: ReceiptDraft): Record<string, unknown> {
  const issuedDate = compactDate(draft.issued);
  return {
    ...(draft.code !== null && { code: draft.code }),
    reference: draft.reference,
    issuedDate,
    dueDate: issuedDate,
    contact: draft.contact,
    tags: draft.tags,
    remark: draft.remark,
    istaxInvoice: draft.taxInvoice ? 1 : 0,
    taxStatus: TAX_STATUS[draft.vat],
    discountTotal: bahtOf(draft.discount),
    products: draft.lines.map((line) => linePayload(line, VAT_TYPE[draft.vat])),
    paidPayments: {
      paymentDate: compactDate(draft.payment.date),
      payments: [{ paymentMethod: draft.payment.method, amount: bahtOf(draft.payment.amount) }],
    },
  };
}

function linePayload(line: ReceiptLine, vatType: number): Record<string, unknown> {
  return {
    ...bookedPayload(line, vatType),
    description: line.description,
    quantity: line.quantity,
    price: bahtOf(line.price),
    discount: 0,
    vatType,
  };
}

function bookedPayload({ booked, price }: ReceiptLine, vatType: number): Record<string, unknown> {
  if ('product' in booked) return { productCode: booked.product };
  if ('named' in booked)
    return {
      accountCode: booked.account,
      [guesses.productTemplate.value.field]: {
        name: booked.named,
        ...(booked.code !== '' && { code: booked.code }),
        sellValue: bahtOf(price),
        sellVatType: vatType,
        sellAccount: booked.account,
      },
    };
  return { accountCode: booked.account };
}

/** Whether PEAK has to make products on the way. */
export function makesProducts({ lines }: ReceiptDraft): boolean {
  return lines.some(({ booked }) => 'named' in booked);
}

/** An ISO date as `yyyyMMdd`. Throws RangeError for what is no date, and for a year of the Buddhist calendar. */
export function compactDate(iso: string): string {
  const date = Temporal.PlainDate.from(iso);
  if (date.year > LAST_YEAR)
    throw new RangeError(`${iso} is in the Buddhist calendar: PEAK wants the Gregorian year`);
  return date.toString().replaceAll('-', '');
}
