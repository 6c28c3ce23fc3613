import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NewNhanhOrder } from '../../../src/clients/nhanh/writes.ts';
import { openNhanh, problemOf } from '../../support/nhanh.ts';

function order(product: number, change: Partial<NewNhanhOrder> = {}): NewNhanhOrder {
  return {
    appOrderId: 'CNV-1001',
    depot: null,
    customer: { name: 'Trần A', phone: '0900000001' },
    lines: [{ product: String(product), quantity: 2, price: 50_000, discount: 10_000 }],
    discount: 9_000,
    ...change,
  };
}

describe('writing to Nhanh', () => {
  it('adds an order whose customer is found by the phone or made', async (t) => {
    const { shop, granted } = await openNhanh(t);
    const nhanh = await granted();
    const product = shop.addProduct({ name: 'Trà' });

    const { id } = await nhanh.addOrder(order(product.id));
    const read = await nhanh.order(id);

    assert.equal(read?.appOrderId, 'CNV-1001');
    assert.equal(read?.total, 81_000);
    assert.equal(shop.customers()[0]?.mobile, '0900000001');
    assert.equal(read?.customer.id, String(shop.customers()[0]?.id));
  });

  it('is refused the second order with the same id', async (t) => {
    const { shop, granted } = await openNhanh(t);
    const nhanh = await granted();
    const product = shop.addProduct({ name: 'Trà' });
    await nhanh.addOrder(order(product.id));

    const problem = await problemOf(nhanh.addOrder(order(product.id)));

    assert.equal(problem.code, 'duplicate-order');
    assert.equal(shop.orders().length, 1);
  });

  it('is told which product is not known', async (t) => {
    const { granted } = await openNhanh(t);
    const nhanh = await granted();

    const problem = await problemOf(nhanh.addOrder(order(999)));

    assert.equal(problem.code, 'fields');
    assert.match(problem.words ?? '', /^products\.0\.id: /);
  });

  it('changes only what is given', async (t) => {
    const { shop, granted } = await openNhanh(t);
    const nhanh = await granted();
    const product = shop.addProduct({ name: 'Trà' });
    const { id } = await nhanh.addOrder(order(product.id, { description: 'gói quà' }));

    await nhanh.editOrder({ id, status: 63 });

    assert.equal(shop.orders()[0]?.status, 63);
    assert.equal(shop.orders()[0]?.description, 'gói quà');
  });

  it('cannot change an order that was delivered', async (t) => {
    const { shop, granted } = await openNhanh(t);
    const nhanh = await granted();
    const product = shop.addProduct({ name: 'Trà' });
    const { id } = await nhanh.addOrder(order(product.id));
    shop.editOrder(Number(id), { status: 60 });

    const problem = await problemOf(nhanh.editOrder({ id, status: 63 }));

    assert.equal(problem.code, 'fields');
    assert.match(problem.words ?? '', /info\.status/);
  });

  it('adds customers, whose ids come by phone', async (t) => {
    const { shop, granted } = await openNhanh(t);
    const nhanh = await granted();

    const added = await nhanh.addCustomers([
      { name: 'Trần A', phone: '0900000001', gender: 'female', birthday: '1990-05-01' },
      { name: 'Lê B', phone: '0900000002' },
    ]);

    assert.deepEqual(
      added,
      shop.customers().map(({ id, mobile }) => ({ id: String(id), mobile })),
    );
    assert.equal(shop.customers()[0]?.gender, 2);
  });
});
