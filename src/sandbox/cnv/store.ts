import type {
  CnvSimulator,
  HubWritten,
  SimHubCategory,
  SimHubOrder,
  SimHubProduct,
  SimMember,
} from './types.ts';

export type Hub = {
  now(): number;
  nextId(): number;
  members: Map<number, SimMember>;
  orders: Map<number, SimHubOrder>;
  products: Map<number, SimHubProduct>;
  categories: Map<number, SimHubCategory>;
  written: HubWritten[];
  changed(): void;
};

export function createHub(now: () => number, changed: () => void): Hub {
  let id = 500_000;
  return {
    now,
    changed,
    nextId: () => (id += 1),
    members: new Map(),
    orders: new Map(),
    products: new Map(),
    categories: new Map(),
    written: [],
  };
}

/** The member with this phone; one is made where there is none. */
export function memberFor(hub: Hub, given: Partial<SimMember> & { phone: string }): SimMember {
  const known = [...hub.members.values()].find(({ phone }) => phone === given.phone);
  return known ?? putMember(hub, given);
}

export function putMember(hub: Hub, given: Partial<SimMember> & { phone: string }): SimMember {
  const now = hub.now();
  const member: SimMember = {
    id: hub.nextId(),
    ref: '',
    firstName: '',
    lastName: '',
    email: '',
    gender: '',
    birthday: '',
    address: '',
    points: 0,
    level: 'Thành viên',
    createdAt: now,
    updatedAt: now,
    ...given,
  };
  hub.members.set(member.id, member);
  hub.changed();
  return member;
}

/** Changes a row; throws when there is none. */
export function editRow<Row extends { updatedAt: number }>(
  hub: Hub,
  rows: Map<number, Row>,
  { id, change }: { id: number; change: Partial<Row> },
): Row {
  const row = rows.get(id);
  if (row === undefined) throw new Error(`there is no row ${id}`);
  const next = { ...row, ...change, updatedAt: hub.now() };
  rows.set(id, next);
  hub.changed();
  return next;
}

/** What people at CNV's own screens do, and a look at the result. */
export function handsOn(
  hub: Hub,
): Pick<
  CnvSimulator,
  | 'addMember'
  | 'editMember'
  | 'addOrder'
  | 'editOrder'
  | 'members'
  | 'orders'
  | 'products'
  | 'categories'
  | 'written'
> {
  return {
    addMember: (member) => putMember(hub, member),
    editMember: (id, change) => editRow(hub, hub.members, { id, change }),
    addOrder({ phone, ...given }) {
      const { id: memberId } = memberFor(hub, { phone });
      return putOrder(hub, { memberId, ...given });
    },
    editOrder: (id, change) => editRow(hub, hub.orders, { id, change }),
    members: () => [...hub.members.values()],
    orders: () => [...hub.orders.values()],
    products: () => [...hub.products.values()],
    categories: () => [...hub.categories.values()],
    written: hub.written,
  };
}

export function putOrder(
  hub: Hub,
  given: Partial<SimHubOrder> & Pick<SimHubOrder, 'memberId' | 'lines'>,
): SimHubOrder {
  const id = hub.nextId();
  const total = given.lines.reduce(
    (sum, { quantity, price, discount }) => sum + quantity * price - discount,
    0,
  );
  const order: SimHubOrder = {
    id,
    ref: '',
    code: `CNV${id}`,
    source: 'app',
    status: 'open',
    total,
    discount: 0,
    shipFee: 0,
    address: '',
    note: '',
    createdAt: hub.now(),
    updatedAt: hub.now(),
    ...given,
  };
  hub.orders.set(id, order);
  hub.changed();
  return order;
}
