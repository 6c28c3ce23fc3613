import type { SimHubOrder } from '../../src/sandbox/cnv/types.ts';
import type { SimOrder, SimProduct } from '../../src/sandbox/nhanh/types.ts';
import { createChance } from '../../src/sandbox/chance.ts';
import { lineOf, type Sides } from './loyalty.ts';

export type Counts = {
  product: number;
  order: number;
  customer: number;
  added: number;
  members: number;
};

export type Changes = {
  /** Changes so many things, none of them twice. */
  make(count: number): void;
  /** What is not on both sides as it should be. */
  differences(): string[];
  /** What the sync wrote, and what was really changed. */
  written(): Counts;
  made(): Counts;
  nudge(): void;
  endRound(): void;
};

const STATUSES = new Map([
  [60, 'complete'],
  [63, 'cancelled'],
  [72, 'returned'],
]);

/** What people do at both sides, and what must come of it. */
export function changesOf({ nhanh, cnv, hands }: Sides): Changes {
  const chance = createChance(11);
  const made: Counts = { product: 0, order: 0, customer: 0, added: 0, members: 0 };
  const gone = { products: new Set<number>(), orders: new Set<number>() };
  const theirs = new Set<number>();
  const carried = new Map<string, string>();
  let busy = new Set<string>();
  let sold = new Set<string>();
  let count = 0;

  /** One of these that nothing happened to in this round; from then on something did. */
  function pick<Row extends { id: number }>(rows: readonly Row[]): Row | null {
    const free = rows.filter(({ id }) => !busy.has(String(id)));
    const row = free[Math.floor(chance() * free.length)] ?? null;
    if (row !== null) busy.add(String(row.id));
    return row;
  }

  function next(): number {
    return (count += 1);
  }

  function buyer(): { name: string; mobile: string } {
    const mobile = `090${String(1_000_000 + Math.floor(chance() * 60))}`;
    sold.add(mobile);
    return { name: `Khách ${mobile.slice(-2)}`, mobile };
  }

  function anyProduct(): SimProduct {
    const all = hands.products();
    return all[Math.floor(chance() * all.length)] ?? addProduct();
  }

  function addProduct(): SimProduct {
    made.product += 1;
    const product = hands.addProduct({ name: `Trà ${next()}`, price: 10_000 + count * 10 });
    busy.add(String(product.id));
    return product;
  }

  const acts: readonly (() => void)[] = [
    () => void addProduct(),
    function editProduct() {
      const product = pick(hands.products());
      if (product === null) {
        addProduct();
        return;
      }
      made.product += 1;
      hands.editProduct(product.id, { price: product.price + 500 });
    },
    function addOrder() {
      made.order += 1;
      const order = hands.addOrder({ ...buyer(), lines: [lineOf(anyProduct(), 1 + (count % 3))] });
      busy.add(String(order.id));
    },
    function handleOrder() {
      const order = pick(hands.orders().filter(({ status }) => status === 54));
      if (order === null) {
        addProduct();
        return;
      }
      made.order += 1;
      if (!order.appOrderId.startsWith('cnv:')) sold.add(order.mobile);
      hands.editOrder(order.id, { status: [60, 63, 72][next() % 3] ?? 60 });
    },
    function addBill() {
      made.order += 1;
      hands.addBill({ ...buyer(), lines: [lineOf(anyProduct(), 2)] });
    },
    function addHubOrder() {
      const product = cnv.products()[Math.floor(chance() * cnv.products().length)];
      const member = cnv.members().find(({ ref, phone }) => ref === '' && !busy.has(phone));
      if (product === undefined || member === undefined) {
        addProduct();
        return;
      }
      made.added += 1;
      const line = {
        productId: product.id,
        title: product.title,
        quantity: 1,
        price: product.price,
      };
      theirs.add(cnv.addOrder({ phone: member.phone, lines: [{ ...line, discount: 0 }] }).id);
    },
    function addMember() {
      made.members += 1;
      const phone = `091${String(2_000_000 + next())}`;
      busy.add(phone);
      cnv.addMember({ phone, lastName: 'Phạm', firstName: `Bình ${count}` });
    },
    function editCustomer() {
      const customer = pick(
        hands.customers().filter(({ mobile }) => !sold.has(mobile) && mobile.startsWith('090')),
      );
      if (customer === null) {
        addProduct();
        return;
      }
      // A sale of the same round would carry it before or after.
      sold.add(`edited ${customer.mobile}`);
      hands.editCustomer(customer.id, { email: `${next()}@example.vn` });
    },
    function removeSomething() {
      const order = pick(
        hands.orders().filter(({ id, appOrderId }) => appOrderId === '' && !gone.orders.has(id)),
      );
      if (order === null) {
        addProduct();
        return;
      }
      made.order += order.status === 63 ? 0 : 1;
      gone.orders.add(order.id);
      hands.removeOrder(order.id);
    },
  ];

  return {
    make(wanted) {
      for (let at = 0; at < wanted; at += 1)
        (acts[Math.floor(chance() * acts.length)] ?? addProduct)();
    },
    differences: () => [
      ...productDifferences({ nhanh, cnv, hands }),
      ...saleDifferences({ nhanh, cnv, hands }, gone.orders),
      ...hubDifferences({ nhanh, cnv, hands }, theirs),
    ],
    written() {
      const of = (what: string): number =>
        cnv.written.filter((write) => write.what === what).length;
      const members = hands.customers().filter(({ mobile }) => mobile.startsWith('091')).length;
      const added = hands.orders().filter(({ appOrderId }) => appOrderId !== '').length;
      return {
        product: of('product'),
        order: of('order'),
        customer: of('customer'),
        added,
        members,
      };
    },
    made: () => made,
    nudge() {
      const product = hands.products()[0];
      if (product !== undefined) hands.editProduct(product.id, {});
    },
    endRound() {
      for (const { mobile, ...facts } of hands.customers()) {
        if (!sold.has(mobile)) continue;
        const now = `${facts.name} ${facts.email}`;
        if (carried.get(mobile) !== now) made.customer += 1;
        carried.set(mobile, now);
      }
      [busy, sold] = [new Set(), new Set()];
    },
  };
}

function productDifferences({ cnv, hands }: Sides): string[] {
  const there = new Map(cnv.products().map((product) => [product.ref, product]));
  const doubles = cnv.products().length - there.size;
  return [
    ...(doubles === 0 ? [] : [`${doubles} products are there twice`]),
    ...hands.products().flatMap(({ id, name, price }) => {
      const copy = there.get(`nhanh:${id}`);
      const same = copy?.title === name && copy.price === price;
      return same ? [] : [`product ${id}: ${copy?.price ?? 'none'} instead of ${price}`];
    }),
  ];
}

function saleDifferences({ cnv, hands }: Sides, gone: ReadonlySet<number>): string[] {
  const wanted = new Map<string, { status: string; total: number | null }>();
  for (const order of hands.orders())
    if (order.appOrderId === '')
      wanted.set(`nhanh:${order.id}`, { status: statusOf(order), total: totalOf(order) });
  for (const bill of hands.bills())
    wanted.set(`nhanh:bill-${bill.id}`, { status: 'complete', total: totalOf(bill) });
  for (const id of gone) wanted.set(`nhanh:${id}`, { status: 'cancelled', total: null });
  const copies = cnv.orders().filter(({ source }) => source === 'nhanh');
  const there = new Map(copies.map((order) => [order.ref, order]));
  const lost = [...wanted].flatMap(([ref, { status, total }]) => {
    const copy = there.get(ref);
    const same = copy?.status === status && (total === null || copy.total === total);
    return same ? [] : [`${ref}: ${copy?.status ?? 'none'} instead of ${status}`];
  });
  return copies.length === wanted.size
    ? lost
    : [...lost, `${copies.length} sales, not ${wanted.size}`];
}

/** What CNV made is in Nhanh once, and stands at CNV as Nhanh handles it. */
function hubDifferences({ cnv, hands }: Sides, theirs: ReadonlySet<number>): string[] {
  const own = cnv.orders().filter(({ id }) => theirs.has(id));
  const orders = own.flatMap((order: SimHubOrder) => {
    const [copy, ...more] = hands
      .orders()
      .filter(({ appOrderId }) => appOrderId === `cnv:${order.id}`);
    if (copy === undefined || more.length > 0) return [`order ${order.id} of CNV: ${more.length}`];
    return statusOf(copy) === order.status ? [] : [`order ${order.id} of CNV: ${order.status}`];
  });
  const phones = hands.customers().map(({ mobile }) => mobile);
  const members = cnv.members().filter(({ ref, phone }) => ref === '' && !phones.includes(phone));
  return [...orders, ...members.map(({ phone }) => `member ${phone} is not in Nhanh`)];
}

function statusOf({ status }: Pick<SimOrder, 'status'>): string {
  return STATUSES.get(status) ?? 'open';
}

function totalOf({ lines }: Pick<SimOrder, 'lines'>): number {
  return lines.reduce((sum, { quantity, price, discount }) => sum + quantity * price - discount, 0);
}
