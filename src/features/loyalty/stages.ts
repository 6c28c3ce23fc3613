import type { Json } from '../../core/json.ts';
import { addUnheard, type Cursor, isOurs, onward, type Stage } from './cursor.ts';
import { syncMember } from './customers.ts';
import type { Desk } from './desk.ts';
import { syncHubOrder } from './hub-orders.ts';
import type { Unheard } from './poll.ts';
import { syncProduct } from './products.ts';
import { type Kind, rowId } from './row.ts';
import { saleOfBill, saleOfOrder } from './sale.ts';
import { syncGoneOrder, syncSale } from './sales.ts';

type Listing = Exclude<Stage, 'begin' | 'categories' | 'waiting-products' | 'waiting' | 'finish'>;
type ReadPage = (
  desk: Desk,
  cursor: Cursor,
) => Promise<{ next: Json | null; unheard?: Unheard | null }>;

/** A page of each list: what changed is passed on in the order it came. */
const PAGES: Readonly<Record<Listing, ReadPage>> = {
  async products(desk, { from, to, next }) {
    const page = await desk.context.nhanh.products({ from, to }, next);
    const unheard = await unheardOf(desk, 'product', page.rows);
    for (const product of page.rows) await syncProduct(desk, product);
    return { next: page.next, unheard };
  },
  async orders(desk, { from, to, next }) {
    const page = await desk.context.nhanh.orders('updated', { from, to }, next);
    const unheard = await unheardOf(desk, 'order', page.rows);
    for (const order of page.rows)
      await syncSale(desk, rowId('order', order.id), saleOfOrder(order));
    return { next: page.next, unheard };
  },
  async deleted(desk, { from, to, next }) {
    const page = await desk.context.nhanh.deletedOrders({ from, to }, next);
    for (const { id } of page.rows) await syncGoneOrder(desk, id);
    return { next: page.next };
  },
  async bills(desk, cursor) {
    const { from, to, next } = cursor;
    const page = await desk.context.nhanh.retailBills({ from, to }, next);
    for (const bill of page.rows)
      if (isOurs(cursor, bill)) await syncSale(desk, rowId('bill', bill.id), saleOfBill(bill));
    return { next: page.next };
  },
  async members(desk, cursor) {
    const { from, to, next } = cursor;
    const page = await desk.context.cnv.listChangedCustomers({ from, to }, next);
    for (const member of page.rows) if (isOurs(cursor, member)) await syncMember(desk, member);
    return { next: page.next };
  },
  async 'hub-orders'(desk, cursor) {
    const { from, to, next } = cursor;
    const page = await desk.context.cnv.listChangedOrders({ from, to }, next);
    for (const order of page.rows) if (isOurs(cursor, order)) await syncHubOrder(desk, order);
    return { next: page.next };
  },
};

export function isListing(stage: Stage): stage is Listing {
  return stage in PAGES;
}

export async function readList(desk: Desk, cursor: Cursor, stage: Listing): Promise<Cursor> {
  const { next, unheard = null } = await PAGES[stage](desk, cursor);
  const seen = { ...cursor, unheard: addUnheard(cursor.unheard, unheard) };
  return next === null ? onward(seen) : { ...seen, next };
}

/** A webhook may still be on its way. */
const ON_WAY = 2 * 60_000;

/** Changes since the shop was connected that no webhook has told of in time. */
async function unheardOf(
  desk: Desk,
  kind: Kind,
  rows: readonly { id: string; updatedAt: number | null }[],
): Promise<Unheard | null> {
  let unheard: Unheard | null = null;
  for (const { id, updatedAt } of rows) {
    if (updatedAt === null || updatedAt > desk.now - ON_WAY) continue;
    const { hookAt, readAt } = (await desk.state(rowId(kind, id))).detail;
    // Seconds only: a webhook of the same second is about it.
    const known = Math.max(hookAt ?? 0, readAt ?? 0) + 1_000 > updatedAt;
    if (!known) unheard = addUnheard(unheard, { count: 1, first: updatedAt });
  }
  return unheard;
}
