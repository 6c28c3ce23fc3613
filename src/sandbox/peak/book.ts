import { madeRow } from './answers.ts';
import type { Catalogue } from './catalogue.ts';
import { uuidOf } from './ids.ts';
import { NewReceipt, totalsOf } from './payload.ts';
import type { Said, SimReceipt } from './types.ts';

/** PEAK's own codes where they are known; SIM in the words marks those that are not. */
const SAID = {
  duplicate: { resCode: '315', resDesc: 'Transaction number is duplicated' },
  contact: { resCode: '400', resDesc: 'SIM: contact not found' },
  method: { resCode: '400', resDesc: 'SIM: payment method not found' },
  booked: { resCode: '400', resDesc: 'SIM: account or product not found' },
  paid: { resCode: '400', resDesc: 'SIM: payment amount is not equal to total' },
};

export type Book = {
  all(): SimReceipt[];
  by(key: 'id' | 'code' | 'reference', value: string): SimReceipt[];
  page(from: number, count: number): SimReceipt[];
  put(receipt: Partial<SimReceipt> & Pick<SimReceipt, 'by'>): SimReceipt;
  /** Makes one, or says why not: what stands in the answer for it. */
  create(item: unknown): object;
  void(id: string): Said | null;
  /** What is said to an item in place of doing it; null lets it pass. */
  refusalOf(item: string): Said | null;
  refuseItems(refuse: ((reference: string) => Said | null) | null): void;
  keepReferences(keep: boolean): void;
};

/** The receipts of a business. `small` keeps no lines, for very many. */
export function createBook(
  catalogue: Catalogue,
  { small, changed }: { small: boolean; changed(): void },
): Book {
  const receipts = new Map<string, SimReceipt>();
  const codes = new Map<string, string>();
  const references = new Map<string, string[]>();
  let refuse: ((reference: string) => Said | null) | null = null;
  let keeps = true;

  function put(given: Partial<SimReceipt> & Pick<SimReceipt, 'by'>): SimReceipt {
    const receipt = { ...fresh(receipts.size + 1), ...given };
    receipts.set(receipt.id, receipt);
    codes.set(receipt.code, receipt.id);
    if (receipt.reference !== '')
      references.set(receipt.reference, [...(references.get(receipt.reference) ?? []), receipt.id]);
    changed();
    return receipt;
  }

  const refusalOf = (item: string): Said | null => refuse?.(item) ?? null;

  function create(item: unknown): object {
    const parsed = NewReceipt.safeParse(item);
    if (!parsed.success) return { resCode: '400', resDesc: parsed.error.issues[0]?.message ?? '' };
    const wanted = parsed.data;
    const refused = refusalOf(wanted.reference) ?? whyNot(wanted, catalogue, codes);
    if (refused !== null) return refused;
    const named = catalogue.make(wanted.products);
    if (named !== null) return named;
    return madeRow(put(receiptOf(wanted, { number: receipts.size + 1, small, keeps })));
  }

  const known = (ids: readonly string[]): SimReceipt[] =>
    ids.map((id) => receipts.get(id)).filter((receipt) => receipt !== undefined);

  return {
    all: () => [...receipts.values()],
    by(key, value) {
      if (key === 'reference') return known(references.get(value) ?? []);
      return known([key === 'id' ? value : (codes.get(value) ?? '')]);
    },
    page: (from, count) => receipts.values().drop(from).take(count).toArray(),
    put,
    create,
    void(id) {
      const receipt = receipts.get(id);
      if (receipt === undefined) return { resCode: '400', resDesc: 'SIM: receipt not found' };
      const refused = refusalOf(receipt.reference);
      if (refused !== null) return refused;
      if (receipt.status === 'void')
        return { resCode: '400', resDesc: 'SIM: receipt is voided already' };
      receipts.set(id, { ...receipt, status: 'void' });
      changed();
      return null;
    },
    refusalOf,
    refuseItems: (next) => void (refuse = next),
    keepReferences: (keep) => void (keeps = keep),
  };
}

function whyNot(
  wanted: NewReceipt,
  catalogue: Catalogue,
  codes: ReadonlyMap<string, string>,
): Said | null {
  if (wanted.code !== '' && codes.has(wanted.code)) return SAID.duplicate;
  const { contact, paidPayments, products } = wanted;
  if (!catalogue.hasContact(contact)) return SAID.contact;
  if (!paidPayments.payments.every(({ paymentMethod }) => catalogue.hasMethod(paymentMethod.id)))
    return SAID.method;
  if (!products.every(catalogue.hasBooked)) return SAID.booked;
  const paid = paidPayments.payments.reduce((sum, { amount }) => sum + amount, 0);
  return paid === totalsOf(wanted).total ? null : SAID.paid;
}

type Making = { number: number; small: boolean; keeps: boolean };

function receiptOf(
  wanted: NewReceipt,
  { number, small, keeps }: Making,
): Partial<SimReceipt> & Pick<SimReceipt, 'by'> {
  const lines = wanted.products.map(({ description, quantity, price, vatType, ...line }) => ({
    description,
    quantity,
    price,
    vatType,
    booked: line.productCode || line.accountCode,
  }));
  return {
    code: wanted.code || codeOf(wanted.issuedDate, number),
    reference: keeps ? wanted.reference : '',
    tags: wanted.tags,
    remark: wanted.remark,
    issuedDate: wanted.issuedDate,
    paymentDate: wanted.paidPayments.paymentDate,
    paymentMethod: wanted.paidPayments.payments[0]?.paymentMethod.id ?? '',
    contact: wanted.contact.code,
    taxInvoice: wanted.istaxInvoice === 1,
    taxStatus: wanted.taxStatus,
    discount: wanted.discountTotal,
    ...totalsOf(wanted),
    lines: small ? [] : lines,
    by: 'api',
  };
}

/** PEAK's usual look of a number. */
function codeOf(issuedDate: string, number: number): string {
  return `RT-${issuedDate.slice(0, 6)}${String(number).padStart(5, '0')}`;
}

function fresh(number: number): Omit<SimReceipt, 'by'> {
  return {
    id: uuidOf(1, number),
    code: codeOf('20260101', number),
    reference: '',
    tags: [],
    remark: '',
    status: 'approved',
    issuedDate: '20260101',
    paymentDate: '20260101',
    paymentMethod: '',
    contact: '',
    taxInvoice: true,
    taxStatus: 1,
    discount: 0,
    total: 0,
    vat: 0,
    lines: [],
  };
}
