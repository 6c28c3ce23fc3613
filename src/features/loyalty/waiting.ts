import { type Cursor, onward } from './cursor.ts';
import { syncMember } from './customers.ts';
import { isDue } from './decide.ts';
import type { Desk } from './desk.ts';
import { syncHubOrder } from './hub-orders.ts';
import { find } from './lookup.ts';
import { syncGoneProduct, syncProduct } from './products.ts';
import { type Kind, readRowId, readState, rowId, type State } from './row.ts';
import { saleOfBill, saleOfOrder } from './sale.ts';
import { syncGoneOrder, syncSale } from './sales.ts';

/** Rows of one look. */
const ROWS = 500;
/** Things read in one page: what a crash may repeat. */
const BATCH = 50;

/**
 * What no list of this cycle showed: spoken of by a webhook, held for something, or in doubt. Products go first, because
 * sales wait for them.
 */
export async function readWaiting(desk: Desk, cursor: Cursor): Promise<Cursor> {
  const filter = { connection: desk.joined.nhanh, statuses: ['waiting', 'held'], limit: ROWS };
  const { after } = cursor;
  const rows = await desk.context.orders.list({ ...filter, ...(after !== null && { after }) });
  let read = 0;
  for (const row of rows) {
    const known = readRowId(row.order);
    const state = readState(row);
    const wanted =
      cursor.stage === 'waiting-products' ? known?.kind === 'product' : known?.kind !== 'product';
    if (known === null || !wanted || !(await isWanted(desk, cursor, { ...known, state }))) continue;
    await readAgain(desk, known, state);
    read += 1;
    if (read === BATCH) return { ...cursor, after: { at: row.at, order: row.order } };
  }
  const last = rows.at(-1);
  if (last === undefined || rows.length < ROWS) return onward(cursor);
  return { ...cursor, after: { at: last.at, order: last.order } };
}

type Waiting = { kind: Kind; id: string; state: State };

async function isWanted(
  desk: Desk,
  { startedAt }: Cursor,
  { kind, state }: Waiting,
): Promise<boolean> {
  const there = new Set<string>();
  for (const product of state.detail.missing)
    if ((await desk.state(rowId('product', product))).detail.cnv !== null) there.add(product);
  const what = TAKEN[kind];
  const takes = what !== null && desk.context.cnv.takes(what);
  return isDue(state, { now: desk.now, startedAt, takes, has: (product) => there.has(product) });
}

/** Nhanh takes orders from everybody. */
const TAKEN = {
  category: null,
  product: 'product',
  order: 'order',
  bill: 'order',
  customer: null,
  'hub-order': null,
} as const;

async function readAgain(
  desk: Desk,
  { kind, id }: { kind: Kind; id: string },
  state: State,
): Promise<void> {
  const { nhanh, cnv } = desk.context;
  switch (kind) {
    case 'product': {
      const product = await nhanh.product(id);
      return product === null ? syncGoneProduct(desk, id) : syncProduct(desk, product);
    }
    case 'order': {
      const order = await nhanh.order(id);
      if (order === null) return syncGoneOrder(desk, id);
      return syncSale(desk, rowId('order', id), saleOfOrder(order));
    }
    case 'bill': {
      const day = state.detail.madeAt ?? desk.now;
      const list = (next: Parameters<typeof nhanh.retailBills>[1]) =>
        nhanh.retailBills({ from: day, to: day }, next);
      const bill = await find(list, (row) => row.id === id);
      return bill === null ? undefined : syncSale(desk, rowId('bill', id), saleOfBill(bill));
    }
    case 'hub-order': {
      const order = await cnv.order(id);
      return order === null ? undefined : syncHubOrder(desk, order);
    }
    case 'customer': {
      // A buyer whose outcome is not known is its sale's to read again.
      const member = state.detail.origin === 'cnv' ? await cnv.customerByPhone(id) : null;
      return member === null ? undefined : syncMember(desk, member);
    }
    case 'category':
      return;
  }
}
