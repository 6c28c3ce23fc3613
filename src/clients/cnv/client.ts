import { z } from 'zod';
import { UpstreamError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { type Calls, createCalls, isNotFound, itemPath, type Page, type Query } from './calls.ts';
import { type CnvWrite, guesses } from './guesses.ts';
import { CnvCustomer, CnvMembership, CnvOrder, CnvProduct } from './schema.ts';
import type { CnvOptions } from './send.ts';
import { createSignIn, type SignIn } from './sign-in.ts';
import {
  categoryBody,
  type CnvCategoryDraft,
  type CnvCustomerDraft,
  type CnvOrderDraft,
  type CnvProductDraft,
  customerBody,
  orderBody,
  productBody,
} from './writes.ts';

/** Epoch ms, both included. */
type Span = { from: number; to: number };
/** CNV's id of what was written, null when the answer does not say it. */
type Written = { id: string | null };

/**
 * CNV Loyalty for one account. Everything throws UpstreamError with a code of CNV_ERROR_CODES or `http_…`. What CNV is not
 * known to take throws `not-known` before anything is sent. Lists come a page at a time: `next` goes back unchanged, null
 * ends.
 */
export type Cnv = SignIn & CnvReads & CnvWrites & { settle: number };

export type CnvReads = {
  ping(): Promise<void>;
  listChangedOrders(span: Span, next: Json | null): Promise<Page<CnvOrder>>;
  listChangedCustomers(span: Span, next: Json | null): Promise<Page<CnvCustomer>>;
  products(next: Json | null): Promise<Page<CnvProduct>>;
  product(id: string): Promise<CnvProduct | null>;
  order(id: string): Promise<CnvOrder | null>;
  /** By the phone in its one spelling. Throws `not-known` when CNV answers with other people. */
  customerByPhone(phone: string): Promise<CnvCustomer | null>;
  /** The points that count. Null when there is no such member. */
  membership(customer: string): Promise<CnvMembership | null>;
};

export type CnvWrites = {
  /** Whether CNV is known to take such a write, or the shop said that it does. */
  takes(what: CnvWrite): boolean;
  upsertCustomerByPhone(draft: CnvCustomerDraft): Promise<Written>;
  upsertOrder(draft: CnvOrderDraft): Promise<Written>;
  upsertProduct(draft: CnvProductDraft): Promise<Written>;
  upsertCategory(draft: CnvCategoryDraft): Promise<Written>;
  removeProduct(id: string): Promise<'removed' | 'absent'>;
};

/** A client for one account. */
export function createCnv(options: CnvOptions): Cnv {
  const calls = createCalls(options);
  const settle = options.settle ?? guesses.settle.value;
  return { ...createSignIn(options), ...readsOf(calls), ...writesOf(calls), settle };
}

function readsOf({ get, list }: Calls): CnvReads {
  const { membership, ...paths } = guesses.paths.value;
  const orNull = <Data>(asking: Promise<Data>): Promise<Data | null> =>
    asking.catch((error: unknown) => {
      if (isNotFound(error)) return null;
      throw error;
    });
  return {
    async ping() {
      await list('products', CnvProduct, { query: {}, next: null });
    },
    listChangedOrders: (span, next) => list('orders', CnvOrder, { query: changed(span), next }),
    listChangedCustomers: (span, next) =>
      list('customers', CnvCustomer, { query: changed(span), next }),
    products: (next) => list('products', CnvProduct, { query: {}, next }),
    product: (id) =>
      orNull(get(itemPath(paths.products, id), inside('product', CnvProduct), { name: 'product' })),
    order: (id) =>
      orNull(get(itemPath(paths.orders, id), inside('order', CnvOrder), { name: 'order' })),
    async customerByPhone(phone) {
      const query = { [guesses.phoneFilter.value]: phone };
      const { rows } = await list('customers', CnvCustomer, { query, next: null });
      const found = rows.find((row) => row.phone === phone) ?? null;
      // Others only: the filter was not understood, and nobody was looked for.
      if (found === null && rows.length > 0)
        throw new UpstreamError('cnv', { effect: 'refused', code: 'not-known' });
      return found;
    },
    membership: (customer) =>
      orNull(
        get(`${membership}/${encodeURIComponent(customer)}/membership.json`, CnvMembership, {
          name: 'membership',
        }),
      ),
  };
}

/** One row stands under its own name. */
function inside<Row>(key: string, row: z.ZodType<Row>): z.ZodType<Row> {
  return z
    .looseObject({ [key]: z.unknown() })
    .transform((body) => body[key])
    .pipe(row);
}

function changed({ from, to }: Span): Query {
  return { updated_at_from: isoOf(from), updated_at_to: isoOf(to) };
}

function isoOf(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}

function writesOf({ takes, write, remove }: Calls): CnvWrites {
  return {
    takes,
    upsertCustomerByPhone: (draft) => write('customer', { id: null, body: customerBody(draft) }),
    upsertOrder: (draft) => write('order', { id: draft.id, body: orderBody(draft) }),
    upsertProduct: (draft) => write('product', { id: draft.id, body: productBody(draft) }),
    upsertCategory: (draft) => write('category', { id: draft.id, body: categoryBody(draft) }),
    removeProduct: remove,
  };
}
