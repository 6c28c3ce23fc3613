import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { UpstreamError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { NhanhBill } from './bill.ts';
import { type Calls, createCalls, type NhanhOptions } from './calls.ts';
import { NhanhCustomer } from './customer.ts';
import { NhanhGrant } from './grant.ts';
import { guesses } from './guesses.ts';
import { checkHook, type HookCheck, readHook, type ReadHook } from './hook.ts';
import { Id, Words } from '../../lib/loose.ts';
import { DeletedOrder, NhanhOrder } from './order.ts';
import { NhanhCategory, NhanhProduct } from './product.ts';
import { type Page, pageOfSpan, type Span } from './windows.ts';
import {
  customerBody,
  editBody,
  type NewNhanhCustomer,
  type NewNhanhOrder,
  type NhanhOrderEdit,
  orderBody,
} from './writes.ts';

export type { Page, Span } from './windows.ts';

/**
 * Nhanh.vn's open API 3.0 for one app and the business that granted it. Everything throws UpstreamError with a code of
 * NHANH_ERROR_CODES or Nhanh's own. Lists come a page at a time: `next` goes back unchanged, null ends, and a page may be
 * empty before that. A write whose answer was lost has the effect `unknown`, and nothing here sends it again.
 */
export type Nhanh = NhanhAccess & NhanhReads & NhanhWrites;

export type NhanhAccess = {
  /** Where the shop grants the app; it comes back to `returnLink` with `accessCode`. */
  loginLink(returnLink: string): string;
  /** Once, within ten minutes. The token before lives 15 minutes more. */
  exchange(accessCode: string): Promise<NhanhGrant>;
  /** What the token may do, asked live. */
  grant(): Promise<NhanhGrant>;
  ping(): Promise<void>;
  /** One for the console: 16 to 128 letters and digits. */
  newVerifyToken(): string;
  /** Whether a webhook comes from Nhanh; `authorization` is its header. */
  checkHook(body: Uint8Array, authorization: string | null): HookCheck;
  /** Null for what cannot be read. */
  readHook(body: Uint8Array): ReadHook | null;
  /** How long after a lost answer its effect may still appear, milliseconds. */
  settle: number;
};

export type NhanhReads = {
  /** Changed in the span, or all; a change of stock does not count as one. */
  products(span: Span | null, next: Json | null): Promise<Page<NhanhProduct>>;
  product(id: string): Promise<NhanhProduct | null>;
  categories(next: Json | null): Promise<Page<NhanhCategory>>;
  /** Of every channel, changed or made in the span, which may be as wide as wanted. */
  orders(by: 'updated' | 'created', span: Span, next: Json | null): Promise<Page<NhanhOrder>>;
  order(id: string): Promise<NhanhOrder | null>;
  /** Of one buyer, however old. */
  ordersOf(phone: string, next: Json | null): Promise<Page<NhanhOrder>>;
  deletedOrders(span: Span, next: Json | null): Promise<Page<DeletedOrder>>;
  /** Sales and returns at the counter, of whole days in Vietnam. */
  retailBills(span: Span, next: Json | null): Promise<Page<NhanhBill>>;
  customers(span: Span | null, next: Json | null): Promise<Page<NhanhCustomer>>;
  customerByPhone(phone: string): Promise<NhanhCustomer | null>;
};

export type NhanhWrites = {
  /** Its id in Nhanh. */
  addOrder(order: NewNhanhOrder): Promise<{ id: string }>;
  editOrder(edit: NhanhOrderEdit): Promise<void>;
  /** At most 100; their ids in Nhanh, by the phone as Nhanh wrote it. */
  addCustomers(
    customers: readonly NewNhanhCustomer[],
  ): Promise<{ id: string; mobile: string | null }[]>;
};

/** A client for one app and business. https://apidocs.nhanh.vn/v3 */
export function createNhanh(options: NhanhOptions): Nhanh {
  const calls = createCalls(options);
  return { ...accessOf(options, calls), ...readsOf(calls), ...writesOf(calls) };
}

function accessOf(options: NhanhOptions, { ask }: Calls): NhanhAccess {
  const { secretKey, accessToken, verifyToken } = options;

  async function grant(): Promise<NhanhGrant> {
    const found = await ask('app/checkaccesstoken', NhanhGrant, { body: { secretKey } });
    return { ...found, accessToken };
  }

  return {
    loginLink(returnLink) {
      const link = new URL('/oauth', options.loginURL);
      link.searchParams.set('version', guesses.loginVersion.value);
      link.searchParams.set('appId', options.appId);
      link.searchParams.set('returnLink', returnLink);
      return link.href;
    },
    async exchange(accessCode) {
      const body = { accessCode, secretKey };
      const asked = { body, writes: true, open: true } as const;
      const found = await ask('app/getaccesstoken', NhanhGrant, asked);
      if (found.version?.startsWith('3')) return found;
      throw new UpstreamError('nhanh', { effect: 'refused', code: 'v2-token', status: 401 });
    },
    grant,
    async ping() {
      await grant();
    },
    newVerifyToken: () => randomBytes(16).toString('hex'),
    checkHook: (body, authorization) => checkHook(body, { authorization, verifyToken }),
    readHook,
    settle: options.settle ?? guesses.settle.value,
  };
}

function readsOf({ list }: Calls): NhanhReads {
  const days = guesses.windowDays.value;
  const one = async <Row>(action: string, row: z.ZodType<Row>, filters: object) =>
    (await list(action, row, { filters, next: null })).rows[0] ?? null;
  const ids = (id: string): object => ({ ids: [Number(id)] });
  return {
    products: (span, next) =>
      list('product/list', NhanhProduct, { filters: span === null ? {} : updated(span), next }),
    product: (id) => one('product/list', NhanhProduct, ids(id)),
    categories: (next) => list('product/category', NhanhCategory, { filters: {}, next }),
    orders: (by, span, next) =>
      pageOfSpan({ span, days, next }, (window, next) => {
        const filters = by === 'updated' ? updated(window) : created(window);
        return list('order/list', NhanhOrder, { filters, next });
      }),
    order: (id) => one('order/list', NhanhOrder, ids(id)),
    ordersOf: (phone, next) =>
      list('order/list', NhanhOrder, { filters: { shippingAddress: { mobile: phone } }, next }),
    deletedOrders: (span, next) =>
      pageOfSpan({ span, days, next }, (window, next) =>
        list('order/deleted', DeletedOrder, { filters: created(window), next }),
      ),
    retailBills: (span, next) =>
      pageOfSpan({ span, days: days - 1, next }, (window, next) => {
        const filters = { modes: [RETAIL], fromDate: dayOf(window.from), toDate: dayOf(window.to) };
        return list('bill/list', NhanhBill, { filters, next });
      }),
    customers: (span, next) =>
      list('customer/list', NhanhCustomer, { filters: span === null ? {} : updated(span), next }),
    customerByPhone: (phone) => one('customer/list', NhanhCustomer, { mobile: phone }),
  };
}

/** https://apidocs.nhanh.vn/v3/modelconstant */
const RETAIL = 2;

function updated({ from, to }: Span): object {
  return { updatedAtFrom: seconds(from), updatedAtTo: seconds(to) };
}

function created({ from, to }: Span): object {
  return { createdAtFrom: seconds(from), createdAtTo: seconds(to) };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

function dayOf(ms: number): string {
  const moment = Temporal.Instant.fromEpochMilliseconds(ms);
  return moment.toZonedDateTimeISO(guesses.zone.value).toPlainDate().toString();
}

function writesOf({ ask }: Calls): NhanhWrites {
  return {
    addOrder: (order) =>
      ask('order/add', z.object({ id: Id }), { body: orderBody(order), writes: true }),
    async editOrder(edit) {
      await ask('order/edit', z.unknown(), { body: editBody(edit), writes: true });
    },
    addCustomers: (customers) =>
      ask('customer/add', z.array(z.object({ id: Id, mobile: Words })), {
        body: customers.map(customerBody),
        writes: true,
      }),
  };
}
