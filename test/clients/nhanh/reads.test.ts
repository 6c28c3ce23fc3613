import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Json } from '../../../src/core/json.ts';
import type { Page } from '../../../src/clients/nhanh/client.ts';
import { BUSINESS, openNhanh, problemOf } from '../../support/nhanh.ts';

const DAY = 86_400_000;

/** Every row of a listing, and how many there were on each page. */
async function all<Row>(
  list: (next: Json | null) => Promise<Page<Row>>,
): Promise<{ rows: Row[]; sizes: number[] }> {
  const rows: Row[] = [];
  const sizes: number[] = [];
  let next: Json | null = null;
  do {
    const page: Page<Row> = await list(next);
    rows.push(...page.rows);
    sizes.push(page.rows.length);
    next = page.next;
  } while (next !== null);
  return { rows, sizes };
}

describe('listing from Nhanh', () => {
  it('follows the cursor past short pages to the end', async (t) => {
    const { shop, granted } = await openNhanh(t, { rules: { shortEvery: 2 } });
    for (let made = 0; made < 230; made += 1) shop.addProduct({ name: `Trà ${made}` });
    const nhanh = await granted();

    const { rows, sizes } = await all((next) => nhanh.products(null, next));

    assert.deepEqual(sizes, [100, 50, 80]);
    assert.equal(new Set(rows.map(({ id }) => id)).size, 230);
  });

  it('reads products changed in a span, which stock does not change', async (t) => {
    const { clock, shop, granted } = await openNhanh(t);
    const [one, two] = [shop.addProduct({ name: 'Trà' }), shop.addProduct({ name: 'Cà phê' })];
    const nhanh = await granted();
    await clock.advance(DAY);
    const from = clock.now().epochMilliseconds;

    shop.setStock(one.id, 3);
    shop.editProduct(two.id, { price: 60_000 });
    const { rows } = await nhanh.products({ from, to: from + DAY }, null);

    assert.deepEqual(
      rows.map(({ name, price }) => [name, price]),
      [['Cà phê', 60_000]],
    );
  });

  it('knows one product, or that there is none', async (t) => {
    const { shop, granted } = await openNhanh(t);
    const { id } = shop.addProduct({ name: 'Trà', available: 7 });
    const gone = shop.addProduct({ name: 'Cũ' });
    shop.removeProduct(gone.id);
    const nhanh = await granted();

    const found = await nhanh.product(String(id));
    const none = await nhanh.product(String(gone.id));

    assert.equal(found?.available, 7);
    assert.equal(none, null);
  });

  it('reads categories as a flat list', async (t) => {
    const { shop, granted } = await openNhanh(t);
    const top = shop.addCategory({ name: 'Đồ uống' });
    shop.addCategory({ name: 'Trà', parentId: top.id });
    const nhanh = await granted();

    const { rows } = await nhanh.categories(null);

    assert.deepEqual(
      rows.map(({ name, parent }) => [name, parent]),
      [
        ['Trà', String(top.id)],
        ['Đồ uống', null],
      ],
    );
  });

  it('reads orders of a span that is wider than Nhanh lists at once', async (t) => {
    const { clock, shop, granted } = await openNhanh(t);
    const nhanh = await granted();
    const { id: product } = shop.addProduct({ name: 'Trà' });
    const from = clock.now().epochMilliseconds;
    const made: number[] = [];
    for (let week = 0; week < 12; week += 1) {
      const lines = [{ productId: product, quantity: 1, price: 50_000, discount: 0 }];
      made.push(shop.addOrder({ name: 'A', mobile: '0900000001', lines }).id);
      await clock.advance(7 * DAY);
    }

    const span = { from, to: clock.now().epochMilliseconds };
    const { rows } = await all((next) => nhanh.orders('created', span, next));

    assert.deepEqual(
      rows.map(({ id }) => Number(id)).toSorted((a, b) => a - b),
      made,
    );
  });

  it('reads the same order from the list as the webhook tells', async (t) => {
    const { shop, granted } = await openNhanh(t);
    const nhanh = await granted();
    const { id: product } = shop.addProduct({ name: 'Trà' });
    const lines = [{ productId: product, quantity: 2, price: 50_000, discount: 10_000 }];

    const { id } = shop.addOrder({ name: 'A', mobile: '84900000001', lines, shipFee: 15_000 });
    const order = await nhanh.order(String(id));

    assert.equal(order?.total, 90_000);
    assert.equal(order?.customer.phone, '0900000001');
    assert.equal(order?.lines[0]?.product, String(product));
  });

  it('finds the orders of one buyer however old', async (t) => {
    const { clock, shop, granted } = await openNhanh(t);
    const nhanh = await granted();
    const lines = [{ productId: 1, quantity: 1, price: 1_000, discount: 0 }];
    const { id } = shop.addOrder({ name: 'A', mobile: '0900000001', lines });
    shop.addOrder({ name: 'B', mobile: '0900000002', lines });

    await clock.advance(100 * DAY);
    const { rows } = await nhanh.ordersOf('0900000001', null);

    assert.deepEqual(
      rows.map((row) => row.id),
      [String(id)],
    );
  });

  it('tells of deleted orders apart from the others', async (t) => {
    const { clock, shop, granted } = await openNhanh(t);
    const nhanh = await granted();
    const lines = [{ productId: 1, quantity: 1, price: 1_000, discount: 0 }];
    const { id } = shop.addOrder({ name: 'A', mobile: '0900000001', lines });
    shop.removeOrder(id);
    const now = clock.now().epochMilliseconds;
    const span = { from: now - DAY, to: now };

    const deleted = await nhanh.deletedOrders(span, null);
    const there = await nhanh.orders('updated', span, null);

    assert.deepEqual(deleted.rows, [{ id: String(id), deletedAt: now }]);
    assert.deepEqual(there.rows, []);
  });

  it('reads retail sales and returns of days in Vietnam', async (t) => {
    const { clock, shop, granted } = await openNhanh(t);
    const nhanh = await granted();
    const lines = [{ productId: 1, quantity: 1, price: 90_000, discount: 0 }];
    shop.addBill({ name: 'A', mobile: '0900000001', lines });
    shop.addBill({ name: 'A', mobile: '0900000001', lines, type: 1 });
    shop.addBill({ name: 'B', mobile: '0900000002', lines, mode: 6 });
    const now = clock.now().epochMilliseconds;

    const { rows } = await nhanh.retailBills({ from: now, to: now }, null);

    assert.deepEqual(
      rows.map(({ kind, total, date }) => [kind, total, date]),
      [
        ['return', 90_000, '2026-11-25'],
        ['sale', 90_000, '2026-11-25'],
      ],
    );
  });

  it('finds a customer by phone, or nobody', async (t) => {
    const { shop, granted } = await openNhanh(t);
    const nhanh = await granted();
    shop.addCustomer({ name: 'Trần A', mobile: '0900000001' });

    const found = await nhanh.customerByPhone('0900000001');
    const none = await nhanh.customerByPhone('0900000009');

    assert.equal(found?.name, 'Trần A');
    assert.equal(none, null);
  });
});

describe('a token for some depots', () => {
  it('does not see orders of others, and may not use them', async (t) => {
    const { clock, simulator, shop, granted } = await openNhanh(t);
    simulator.editBusiness(BUSINESS, { depots: [12] });
    const nhanh = await granted();
    const { id } = shop.addProduct({ name: 'Trà' });
    const lines = [{ productId: id, quantity: 1, price: 1_000, discount: 0 }];
    shop.addOrder({ name: 'A', mobile: '0900000001', lines, depotId: 12 });
    shop.addOrder({ name: 'A', mobile: '0900000001', lines, depotId: 13 });
    const now = clock.now().epochMilliseconds;

    const { depots } = await nhanh.grant();
    const { rows } = await nhanh.orders('created', { from: now, to: now }, null);
    const problem = await problemOf(
      nhanh.addOrder({
        appOrderId: 'CNV-1',
        depot: '13',
        customer: { name: 'A', phone: '0900000001' },
        lines: [{ product: String(id), quantity: 1, price: 1_000, discount: 0 }],
        discount: 0,
      }),
    );

    assert.deepEqual(depots, ['12']);
    assert.deepEqual(
      rows.map(({ depot }) => depot),
      ['12'],
    );
    assert.equal(problem.code, 'depot-not-granted');
  });
});

describe('a call to Nhanh that fails', () => {
  it('keeps its meaning with the status that it should have', async (t) => {
    const { granted } = await openNhanh(t, { rules: { realStatuses: true } });
    const nhanh = await granted({ accessToken: 'x'.repeat(128) });

    const problem = await problemOf(nhanh.products(null, null));

    assert.equal(problem.code, 'token-revoked');
    assert.equal(problem.effect, 'refused');
  });

  it('is asked again when it only reads', async (t) => {
    const { simulator, granted } = await openNhanh(t);
    const nhanh = await granted();
    simulator.faults.set({ kind: '500', times: 1 });

    const page = await nhanh.products(null, null);

    assert.deepEqual(page.rows, []);
  });

  it('has an unknown effect when a write is not answered, and is not repeated', async (t) => {
    const { simulator, shop, granted } = await openNhanh(t);
    const nhanh = await granted();
    simulator.faults.set({ kind: 'drop-answer', match: { path: '/v3.0/customer/add' } });

    const problem = await problemOf(nhanh.addCustomers([{ name: 'A', phone: '0900000001' }]));

    assert.equal(problem.effect, 'unknown');
    assert.equal(shop.customers().length, 1);
  });

  it('is not believed when a page of HTML comes instead', async (t) => {
    const { simulator, granted } = await openNhanh(t);
    const nhanh = await granted();
    simulator.faults.set({ kind: '503' });

    const problem = await problemOf(nhanh.products(null, null));

    assert.equal(problem.code, 'http_503');
    assert.equal(problem.effect, 'none');
  });
});
