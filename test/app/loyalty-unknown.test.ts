import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { alertsOf, copyOf, lineOf, openLoyaltyShop, orderOf, rowOf } from '../support/loyalty.ts';

const BUYER = { name: 'Trần Thị Mai', mobile: '0901234567' };
const LOST = { kind: 'drop-answer', times: 1 } as const;

describe('a write whose answer is lost', () => {
  it('is read back at CNV and made once', async (t) => {
    const { hands, cnv, settle, cycle, ...shop } = await openLoyaltyShop(t);
    for (const path of ['/products.json', '/orders.json', '/api/webhook/customers'])
      cnv.faults.set({ ...LOST, match: { path, method: 'POST' } });
    const tea = hands.addProduct({ name: 'Trà sen', price: 90_000 });
    const order = hands.addOrder({ ...BUYER, lines: [lineOf(tea)] });

    await settle();
    await cycle();
    await cycle();

    assert.deepEqual(
      cnv.written.map(({ what }) => what),
      ['product', 'customer', 'order'],
    );
    assert.equal(copyOf(cnv.orders(), `nhanh:${order.id}`)?.total, 90_000);
    assert.equal(await rowOf(shop, `order:${order.id}`), 'synced');
    assert.equal(await rowOf(shop, `customer:0901234567`), 'synced');
  });

  it('is read back in Nhanh and made once', async (t) => {
    const { hands, nhanh, cnv, settle, cycle, ...shop } = await openLoyaltyShop(t);
    const tea = hands.addProduct({ name: 'Trà sen', price: 90_000 });
    await settle();
    for (const action of ['order/add', 'customer/add'])
      nhanh.faults.set({ ...LOST, match: { path: `/v3.0/${action}`, method: 'POST' } });
    const productId = copyOf(cnv.products(), `nhanh:${tea.id}`)?.id ?? 0;
    const bought = { productId, title: 'Trà sen', quantity: 1, price: 90_000, discount: 0 };
    cnv.addMember({ phone: '0912345678', firstName: 'Bình' });
    const theirs = cnv.addOrder({ phone: '0912345678', lines: [bought] });

    await cycle();
    await cycle();

    assert.ok(orderOf(hands, theirs));
    assert.deepEqual(
      hands.customers().map(({ name }) => name),
      ['Bình'],
    );
    assert.equal(await rowOf(shop, `hub-order:${theirs.id}`), 'linked');
    assert.equal(await rowOf(shop, 'customer:0912345678'), 'synced');
  });
});

describe('an order of CNV that Nhanh cannot be given', () => {
  it('is held for its product or its total, and is nobody’s failure', async (t) => {
    const { hands, cnv, settle, cycle, ...shop } = await openLoyaltyShop(t);
    const tea = hands.addProduct({ name: 'Trà sen', price: 90_000 });
    await settle();
    const productId = copyOf(cnv.products(), `nhanh:${tea.id}`)?.id ?? 0;
    const bought = { productId: 404, title: 'Lạ', quantity: 1, price: 90_000, discount: 0 };
    const strange = cnv.addOrder({ phone: '0912345678', lines: [bought] });
    const short = cnv.addOrder({
      phone: '0912345678',
      lines: [{ ...bought, productId }],
      total: 1,
    });

    await cycle();

    assert.equal(await rowOf(shop, `hub-order:${strange.id}`), 'held product-unknown');
    assert.equal(await rowOf(shop, `hub-order:${short.id}`), 'held total-differs');
    assert.deepEqual(await alertsOf(shop, 'loyalty.failed'), []);
  });
});

describe('what is refused', () => {
  it('is told once with the words of the other side, and tried again when it is edited', async (t) => {
    const { hands, cnv, settle, cycle, ...shop } = await openLoyaltyShop(t);
    const tea = hands.addProduct({ name: 'Trà sen', price: 90_000 });
    await settle();
    const productId = copyOf(cnv.products(), `nhanh:${tea.id}`)?.id ?? 0;
    const line = { productId, title: 'Trà sen', quantity: 1, price: -1, discount: 0 };
    const theirs = cnv.addOrder({ phone: '0912345678', lines: [line] });
    await cycle();
    await cycle();
    const told = await alertsOf(shop, 'loyalty.failed');
    const status = await shop.say('trạng thái nhanh');

    cnv.editOrder(theirs.id, { lines: [{ ...line, price: 90_000 }], total: 90_000 });
    await cycle();

    assert.equal(told.length, 1);
    assert.match(status.at(-1)?.text ?? '', /products\.0\.price/);
    assert.equal(orderOf(hands, theirs)?.lines[0]?.price, 90_000);
  });
});
