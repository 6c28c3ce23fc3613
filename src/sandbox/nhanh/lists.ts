import { failed, type Failure, isFailure } from './answers.ts';
import { Asked, createPager, type Row } from './pager.ts';
import type { NhanhRules } from './rules.ts';
import type { Store } from './store.ts';
import { billRow, categoryRow, customerRow, dayOf, orderRow, productRow } from './views.ts';

type Filters = Asked['filters'];
type Reading = { filters: Filters; depots: readonly number[]; now: number; rules: NhanhRules };
type Listed = Row[] | Failure;
type List = {
  found(store: Store, reading: Reading): Listed;
  view(store: Store, id: string): object;
};

const LISTS: Readonly<Record<string, List>> = {
  'product/list': {
    found: ({ products, removed }, { filters }) =>
      products.all().filter((row) => !removed.has(row.id) && changed(row, filters)),
    view: ({ products }, id) => productRow(products.need(id)),
  },
  'product/category': {
    found: ({ categories }, { filters }) =>
      categories.all().filter(({ id }) => filters.ids?.includes(id) ?? true),
    view: ({ categories }, id) => categoryRow(categories.need(id)),
  },
  'order/list': {
    found: ({ orders }, reading) =>
      inWindow(reading, (window) =>
        orders
          .all()
          .filter(({ deletedAt, depotId }) => deletedAt === null && isSeen(depotId, reading))
          .filter((order) => named(order, reading.filters) ?? window(order)),
      ),
    view: (store, id) => orderRow(store.orders.need(id), store),
  },
  'order/deleted': {
    found: ({ orders }, reading) =>
      inWindow(reading, (window) =>
        orders
          .all()
          .filter(({ deletedAt }) => deletedAt !== null)
          .filter(({ id, deletedAt }) => window({ id, createdAt: deletedAt ?? 0, updatedAt: 0 })),
      ),
    view({ orders }, id) {
      const { id: number, deletedAt } = orders.need(id);
      return { id: number, createdAt: Math.floor((deletedAt ?? 0) / 1000), createdById: 1 };
    },
  },
  'customer/list': {
    found: ({ customers }, { filters }) =>
      customers
        .all()
        .filter((row) => changed(row, filters))
        .filter(({ mobile }) => filters.mobile === undefined || filters.mobile === mobile),
    view: ({ customers }, id) => customerRow(customers.need(id)),
  },
  'bill/list': {
    found: bills,
    view: (store, id) => billRow(store.bills.need(id), store),
  },
};

/** A business, and the depots that the token may see. */
type Asker = { store: Store; depots: readonly number[] };

/** Lists of one business; newest first, a page at a time. Null for an action that lists nothing. */
export function createLists({ now, rules }: { now(): number; rules: NhanhRules }) {
  const page = createPager(rules);
  return (action: string, { store, depots }: Asker, body: unknown): Response | Failure | null => {
    const list = LISTS[action];
    if (list === undefined) return null;
    const asked = Asked.safeParse(body);
    if (!asked.success) return failed('ERR_INVALID_DATA', 'invalid data');
    const { filters } = asked.data;
    const found = list.found(store, { filters, depots, now: now(), rules });
    if (isFailure(found)) return found;
    return page(action, found, { asked: asked.data, view: (id) => list.view(store, id) });
  };
}

function isSeen(depot: number, { depots }: Reading): boolean {
  return depots.length === 0 || depots.includes(depot);
}

function changed(row: { id: number; updatedAt: number }, filters: Filters): boolean {
  const { ids, updatedAtFrom: from, updatedAtTo: to } = filters;
  if (ids !== undefined && !ids.includes(row.id)) return false;
  return isBetween(row.updatedAt, from, to);
}

function isBetween(ms: number, from = 0, to = Number.POSITIVE_INFINITY): boolean {
  const seconds = Math.floor(ms / 1000);
  return seconds >= from && seconds <= to;
}

/** Ids and mobile numbers lift the window; null when neither is asked for. */
function named(order: { id: number; mobile: string }, filters: Filters): boolean | null {
  const mobile = filters.shippingAddress?.mobile;
  if (filters.ids !== undefined) return filters.ids.includes(order.id);
  return mobile === undefined ? null : order.mobile === mobile;
}

type Dated = { id: number; createdAt: number; updatedAt: number };

/** By creation unless by change; without either the newest days. */
function inWindow(
  { filters, now, rules }: Reading,
  list: (window: (row: Dated) => boolean) => Row[],
): Listed {
  const { updatedAtFrom, updatedAtTo, createdAtFrom, createdAtTo } = filters;
  const byChange = updatedAtFrom !== undefined || updatedAtTo !== undefined;
  const width = rules.windowDays * 86_400;
  const to = (byChange ? updatedAtTo : createdAtTo) ?? Math.floor(now / 1000);
  const from = (byChange ? updatedAtFrom : createdAtFrom) ?? to - width;
  if (to - from > width && rules.tooWide === 'refuse')
    return failed('ERR_INVALID_FORM_FIELDS', `Chỉ hỗ trợ tối đa ${rules.windowDays} ngày`);
  const start = Math.max(from, to - width);
  return list((row) => isBetween(byChange ? row.updatedAt : row.createdAt, start, to));
}

function bills(store: Store, reading: Reading): Listed {
  const { filters, now, rules } = reading;
  const to = filters.toDate ?? dayOf(now);
  const last = Temporal.PlainDate.from(to);
  const from = filters.fromDate ?? last.subtract({ days: rules.windowDays - 1 }).toString();
  const days = Temporal.PlainDate.from(from).until(last).days + 1;
  const byBuyer = filters.customerMobile;
  if (byBuyer === undefined && days > rules.windowDays)
    return failed('ERR_INVALID_FORM_FIELDS', `Chỉ hỗ trợ tối đa ${rules.windowDays} ngày`);
  return store.bills
    .all()
    .filter(
      ({ mode, type }) =>
        (filters.modes?.includes(mode) ?? true) && (filters.type ?? type) === type,
    )
    .filter(({ createdAt, mobile }) => {
      if (byBuyer !== undefined) return mobile === byBuyer;
      const day = dayOf(createdAt);
      return day >= from && day <= to;
    });
}
