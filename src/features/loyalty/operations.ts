import { z } from 'zod';
import type { Cnv } from '../../clients/cnv/client.ts';
import type { CnvOrderDraft, CnvProductDraft } from '../../clients/cnv/writes.ts';
import type { Nhanh } from '../../clients/nhanh/client.ts';
import type { NewNhanhOrder } from '../../clients/nhanh/writes.ts';
import type { Operation } from '../../core/operation.ts';
import { text } from '../../core/text.ts';
import { type CustomerContent, isSameCustomer } from './drafts.ts';
import { find, type Lookup, orderByRef, productByRef } from './lookup.ts';

/** `hash` is of what was really sent: a page that is repeated may have read something newer since. */
const Written = z.object({ id: z.string().nullable(), hash: z.string() });
export type Written = z.infer<typeof Written>;

export type About = {
  key: string;
  shop: string;
  connection: string;
  /** Its row, and what people know it by. */
  row: string;
  name: string;
  hash: string;
};

function operation(
  kind: 'product' | 'category' | 'order' | 'customer' | 'hub-order' | 'hub-customer',
  { key, shop, connection, row, name, hash }: About,
  ways: Pick<Operation<Written>, 'send' | 'find' | 'settle'>,
): Operation<Written> {
  const system = kind.startsWith('hub-') ? 'nhanh' : 'cnv';
  return {
    key,
    kind: `${system}.${kind}`,
    shop,
    connection,
    subject: row,
    what: text(`loyalty.operations.${kind}`, { name }),
    request: { hash },
    result: Written,
    ...ways,
  };
}

/** CNV takes a row twice when it is added twice: one with our reference is the proof that it was. */
export function productOperation(
  cnv: Cnv,
  draft: CnvProductDraft,
  about: About,
): Operation<Written> {
  return operation('product', about, {
    async send() {
      const { id } = await cnv.upsertProduct(draft);
      return { id: id ?? draft.id, hash: about.hash };
    },
    async find() {
      const there =
        draft.id === null ? await productByRef(cnv, draft.ref) : await cnv.product(draft.id);
      if (there === null) return 'absent';
      const same =
        there.name === draft.name && there.active === draft.active && isSame(draft, there);
      if (same) return { found: { id: there.id, hash: about.hash } };
      return draft.id === null ? { found: { id: there.id, hash: '' } } : 'absent';
    },
    settle: cnv.settle,
  });
}

function isSame(
  draft: CnvProductDraft,
  there: { price: number | null; sku: string | null },
): boolean {
  const { price = there.price, sku = there.sku } = draft;
  return price === there.price && sku === there.sku;
}

/** Categories of CNV cannot be read: a lost answer is for a person. */
export function categoryOperation(
  cnv: Cnv,
  draft: Parameters<Cnv['upsertCategory']>[0],
  about: About,
): Operation<Written> {
  return operation('category', about, {
    async send() {
      const { id } = await cnv.upsertCategory(draft);
      return { id: id ?? draft.id, hash: about.hash };
    },
    find: async () => 'unsure',
    settle: cnv.settle,
  });
}

export function orderOperation(
  cnv: Cnv,
  draft: CnvOrderDraft,
  { since, ...about }: About & Pick<Lookup, 'since'>,
): Operation<Written> {
  return operation('order', about, {
    async send() {
      const { id } = await cnv.upsertOrder(draft);
      return { id: id ?? draft.id, hash: about.hash };
    },
    async find() {
      const there =
        draft.id === null
          ? await orderByRef(cnv, { ref: draft.ref, since })
          : await cnv.order(draft.id);
      if (there === null) return 'absent';
      const same = there.status === draft.status && there.total === draft.total;
      if (same) return { found: { id: there.id, hash: about.hash } };
      return draft.id === null ? { found: { id: there.id, hash: '' } } : 'absent';
    },
    settle: cnv.settle,
  });
}

/** By phone, so that sending it twice leaves one member. */
export function customerOperation(
  cnv: Cnv,
  { content, ref }: { content: CustomerContent; ref: string },
  about: About,
): Operation<Written> {
  return operation('customer', about, {
    async send() {
      const { id } = await cnv.upsertCustomerByPhone({ ref, ...content });
      return { id, hash: about.hash };
    },
    async find() {
      const there = await cnv.customerByPhone(content.phone);
      if (there === null || !isSameCustomer(content, there)) return 'absent';
      return { found: { id: there.id, hash: about.hash } };
    },
    settle: cnv.settle,
  });
}

/** Nhanh refuses a second order with the same id of the app's. https://apidocs.nhanh.vn/v3/order/add */
export function hubOrderOperation(
  nhanh: Nhanh,
  order: NewNhanhOrder,
  about: About,
): Operation<Written> {
  return operation('hub-order', about, {
    async send() {
      const { id } = await nhanh.addOrder(order);
      return { id, hash: about.hash };
    },
    async find() {
      const id = await nhanhOrderOf(nhanh, order);
      return id === null ? 'absent' : { found: { id, hash: about.hash } };
    },
    settle: nhanh.settle,
  });
}

/** Nhanh's id of an order that was added before; null when there is none. */
async function nhanhOrderOf(
  nhanh: Nhanh,
  { appOrderId, customer }: Pick<NewNhanhOrder, 'appOrderId' | 'customer'>,
): Promise<string | null> {
  const isIt = (row: { appOrderId: string | null }): boolean => row.appOrderId === appOrderId;
  return (await find((next) => nhanh.ordersOf(customer.phone, next), isIt))?.id ?? null;
}

export function memberOperation(
  nhanh: Nhanh,
  member: CustomerContent & { name: string },
  about: About,
): Operation<Written> {
  return operation('hub-customer', about, {
    async send() {
      const [added] = await nhanh.addCustomers([member]);
      return { id: added?.id ?? null, hash: about.hash };
    },
    async find() {
      const there = await nhanh.customerByPhone(member.phone);
      return there === null ? 'absent' : { found: { id: there.id, hash: about.hash } };
    },
    settle: nhanh.settle,
  });
}
