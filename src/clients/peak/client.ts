import { z } from 'zod';
import { UpstreamError } from '../../core/errors.ts';
import { type Calling, createCalling, type PeakOptions } from './call.ts';
import {
  ACCOUNTS,
  CONTACTS,
  type Names,
  openEnvelope,
  PAYMENT_METHODS,
  PRODUCTS,
  readRows,
  RECEIPTS,
  unreadable,
} from './envelope.ts';
import { refusalOf, Result } from './errors.ts';
import { guesses } from './guesses.ts';
import { readPages } from './pages.ts';
import type { ReceiptDraft } from './payload.ts';
import { type Created, createReceipts, type Outcome, voidReceipt } from './receipts.ts';
import { createReferences } from './references.ts';
import { Account, Contact, PaymentMethod, Product, Receipt } from './schema.ts';

export type { PeakOptions } from './call.ts';

/**
 * PEAK for one business. Everything throws UpstreamError, with PEAK's own code and words, or ours: `token`, `signature`,
 * `no-app`, `duplicate-number`, `duplicate-contact`, `duplicate-name`, `concurrency`, `too-many`, `transaction-limit`,
 * `filter-ignored`, `list-repeats`. Null and empty lists are only ever PEAK's own word that there is nothing. A write whose
 * answer was lost has the effect `unknown`, and nothing here sends it again: PEAK has no idempotency key.
 */
export type Peak = {
  /** By PEAK's UUID. */
  receipt(id: string): Promise<Receipt | null>;
  receiptByCode(code: string): Promise<Receipt | null>;
  /** All with our reference, voided ones too. Looks through every receipt until PEAK has shown that it keeps references. */
  receiptsByReference(reference: string): Promise<Receipt[]>;
  /** Every receipt of the business, page by page from the one given (1); `list-repeats` when PEAK does not page. */
  receipts(from?: number): AsyncGenerator<Receipt[]>;
  createReceipt(draft: ReceiptDraft): Promise<Created>;
  /** One call for several; outcomes in the order of the drafts. */
  createReceipts(drafts: readonly ReceiptDraft[]): Promise<Outcome[]>;
  voidReceipt(id: string): Promise<void>;
  contactByCode(code: string): Promise<Contact | null>;
  createContact(contact: { code: string; name: string }): Promise<Contact>;
  productByCode(code: string): Promise<Product | null>;
  /** Every product of the business, page by page. */
  products(): AsyncGenerator<Product[]>;
  paymentMethods(): Promise<PaymentMethod[]>;
  /** The chart of accounts. */
  accounts(): Promise<Account[]>;
  /** Whether credentials and user token are accepted. */
  ping(): Promise<void>;
  /** How long after a lost answer its effect may still appear, milliseconds. */
  settle: number;
};

/** A client for one business. PEAK API reference, https://developers.peakaccount.com */
export function createPeak(options: PeakOptions): Peak {
  const calling = createCalling(options);
  return {
    ...receiptsOf(calling),
    ...catalogueOf(calling),
    async ping() {
      const body = await calling.get('user', '/user');
      if (!z.looseObject({}).safeParse(body).success) throw unreadable('none');
    },
    settle: options.settle ?? guesses.settle.value,
  };
}

type ReceiptCalls = Pick<
  Peak,
  | 'receipt'
  | 'receiptByCode'
  | 'receiptsByReference'
  | 'receipts'
  | 'createReceipt'
  | 'createReceipts'
  | 'voidReceipt'
>;

function receiptsOf(calling: Calling): ReceiptCalls {
  const shelf = { path: '/receipts', names: RECEIPTS, row: Receipt };
  const find = finderOf(calling, shelf);
  const byId = async (id: string) => (await find('id', id))[0] ?? null;
  const receipts = (from = 1) =>
    readPages((page) => listed(calling, { ...shelf, path: '/receipts/list' }, page), from);
  const references = createReferences({
    byId,
    byReference: (reference) => find('reference', reference),
    all: receipts,
  });

  async function createSeveral(drafts: readonly ReceiptDraft[]): Promise<Outcome[]> {
    const outcomes = await createReceipts(calling, drafts);
    for (const [index, outcome] of outcomes.entries())
      if ('made' in outcome) await references.learn(outcome.made, drafts[index]?.reference ?? '');
    return outcomes;
  }

  return {
    receipt: byId,
    receiptByCode: async (code) => (await find('code', code))[0] ?? null,
    receiptsByReference: references.find,
    receipts,
    async createReceipt(draft) {
      const [outcome = { error: unreadable('unknown') }] = await createSeveral([draft]);
      if ('error' in outcome) throw outcome.error;
      return outcome.made;
    },
    createReceipts: createSeveral,
    voidReceipt: (id) => voidReceipt(calling, id),
  };
}

type CatalogueCalls = Pick<
  Peak,
  'contactByCode' | 'createContact' | 'productByCode' | 'products' | 'paymentMethods' | 'accounts'
>;

function catalogueOf(calling: Calling): CatalogueCalls {
  const contacts = finderOf(calling, { path: '/contacts', names: CONTACTS, row: Contact });
  const products = finderOf(calling, { path: '/products', names: PRODUCTS, row: Product });
  const methods = { path: '/paymentmethods', names: PAYMENT_METHODS, row: PaymentMethod };
  return {
    contactByCode: async (code) => (await contacts('code', code))[0] ?? null,
    createContact: (contact) => createContact(calling, contact),
    productByCode: async (code) => (await products('code', code))[0] ?? null,
    products: () =>
      readPages((page) =>
        listed(calling, { path: '/products/list', names: PRODUCTS, row: Product }, page),
      ),
    async paymentMethods() {
      const all = new Map<string, PaymentMethod>();
      // Whether this list has pages at all is not known: the first one coming again is its end.
      for (let page = 1, before = -1; all.size > before; page += 1) {
        before = all.size;
        for (const method of await listed(calling, methods, page)) all.set(method.id, method);
      }
      return [...all.values()];
    },
    async accounts() {
      const body = await calling.get('accounts', '/dailyjournals/accountcode');
      return readRows(body, ACCOUNTS, Account);
    },
  };
}

type Key = 'id' | 'code' | 'reference';
type Shelf<Row> = { path: string; names: Names; row: z.ZodType<Row> };

/**
 * Rows by one key. PEAK was seen to answer with other rows than those asked for: then nothing is known about the one that
 * was wanted, and it throws.
 */
function finderOf<Row extends Partial<Record<Key, string>>>(
  { get }: Calling,
  { path, names, row }: Shelf<Row>,
): (key: Key, value: string) => Promise<Row[]> {
  return async (key, value) => {
    const name = `${path.slice(1)}By${key.charAt(0).toUpperCase()}${key.slice(1)}`;
    const rows = readRows(await get(name, path, { [key]: value }), names, row);
    const wanted = rows.filter((found) => found[key] === value);
    if (rows.length > 0 && wanted.length === 0)
      throw new UpstreamError('peak', { effect: 'none', code: 'filter-ignored' });
    return wanted;
  };
}

async function listed<Row>(
  { get }: Calling,
  { path, names, row }: Shelf<Row>,
  page: number,
): Promise<Row[]> {
  const query = { page, limit: guesses.page.value };
  return readRows(await get(path.slice(1), path, query), names, row);
}

/** PEAK API reference, POST contacts. */
async function createContact(
  { post }: Calling,
  { code, name }: { code: string; name: string },
): Promise<Contact> {
  const contact = { code, name, type: guesses.contactType.value };
  const body = await post('createContact', '/contacts', { PeakContacts: { contacts: [contact] } });
  const [row] = openEnvelope(body, CONTACTS)?.rows ?? [];
  const result = Result.safeParse(row);
  const refusal = result.success ? refusalOf(result.data, true) : null;
  if (refusal !== null) throw new UpstreamError('peak', refusal);
  const made = z.object({ id: z.string().min(1) }).safeParse(row);
  if (!made.success) throw unreadable('unknown', made.error);
  return { id: made.data.id, code, name };
}
