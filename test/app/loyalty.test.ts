import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { alertsOf, copyOf, lineOf, openLoyaltyShop, orderOf, rowOf } from '../support/loyalty.ts';

const BUYER = { name: 'Trần Thị Mai', mobile: '0901234567' };

describe('the sync of Nhanh and CNV', () => {
  it('has a product follow to CNV when it is added and when it is edited', async (t) => {
    const { hands, cnv, settle, ...shop } = await openLoyaltyShop(t);

    const tea = hands.addProduct({ name: 'Trà sen', price: 90_000 });
    await settle();
    hands.editProduct(tea.id, { price: 95_000 });
    await settle();

    const copy = copyOf(cnv.products(), `nhanh:${tea.id}`);
    assert.deepEqual([copy?.title, copy?.price], ['Trà sen', 95_000]);
    assert.equal(cnv.written.filter(({ what }) => what === 'product').length, 2);
    assert.equal(await rowOf(shop, `product:${tea.id}`), 'synced');
  });

  it('writes no product for a change of stock, nor a parent that is not sold itself', async (t) => {
    const { hands, cnv, settle, cycle, ...shop } = await openLoyaltyShop(t);
    const parent = hands.addProduct({ name: 'Áo', parentId: -2 });
    const child = hands.addProduct({ name: 'Áo / M', parentId: parent.id });
    await settle();

    hands.setStock(child.id, 3);
    await settle();
    await cycle();

    assert.deepEqual(
      cnv.products().map(({ title }) => title),
      ['Áo / M'],
    );
    assert.equal(cnv.written.length, 1);
    assert.equal(await rowOf(shop, `product:${parent.id}`), 'skipped parent-product');
  });

  it('has categories follow once after connecting, parents first', async (t) => {
    const { hands, cnv, cycle } = await openLoyaltyShop(t, {
      before({ hands }) {
        const drinks = hands.addCategory({ id: 9, name: 'Đồ uống' });
        hands.addCategory({ id: 8, name: 'Trà', parentId: drinks.id });
      },
    });

    hands.addCategory({ name: 'Bánh' });
    await cycle();

    const [drinks, tea, ...rest] = cnv.categories();
    assert.deepEqual([drinks?.name, tea?.name, rest], ['Đồ uống', 'Trà', []]);
    assert.equal(tea?.parentId, String(drinks?.id));
  });

  it('has an order follow with its buyer, and what becomes of it in Nhanh', async (t) => {
    const { hands, cnv, settle } = await openLoyaltyShop(t);
    const tea = hands.addProduct({ name: 'Trà sen', price: 90_000 });
    const order = hands.addOrder({ ...BUYER, mobile: '+84901234567', lines: [lineOf(tea, 2)] });
    await settle();
    const before = copyOf(cnv.orders(), `nhanh:${order.id}`);

    hands.editOrder(order.id, { status: 60 });
    await settle();

    const after = copyOf(cnv.orders(), `nhanh:${order.id}`);
    assert.deepEqual([before?.status, before?.total], ['open', 180_000]);
    assert.equal(after?.status, 'complete');
    const [member, ...others] = cnv.members();
    assert.deepEqual([member?.phone, member?.firstName, others], ['0901234567', 'Mai', []]);
    assert.equal(member?.id, after?.memberId);
    assert.equal(cnv.written.filter(({ what }) => what === 'customer').length, 1);
  });

  it('adds an order of CNV to Nhanh, and neither side hears its own echo', async (t) => {
    const { hands, cnv, settle, cycle, ...shop } = await openLoyaltyShop(t);
    const tea = hands.addProduct({ name: 'Trà sen', price: 90_000 });
    await settle();
    const productId = copyOf(cnv.products(), `nhanh:${tea.id}`)?.id ?? 0;
    const bought = { productId, title: 'Trà sen', quantity: 2, price: 90_000, discount: 5_000 };
    const theirs = cnv.addOrder({ phone: '0912345678', lines: [bought] });
    await cycle();
    await cycle();
    const copied = orderOf(hands, theirs);

    hands.editOrder(copied?.id ?? 0, { status: 60 });
    await settle();
    await cycle();

    assert.deepEqual([copied?.mobile, copied?.lines[0]?.productId], ['0912345678', tea.id]);
    assert.equal(cnv.orders().length, 1);
    assert.deepEqual(
      [cnv.orders()[0]?.status, cnv.orders()[0]?.code, cnv.orders()[0]?.source],
      ['complete', theirs.code, 'app'],
    );
    assert.equal(cnv.written.filter(({ what }) => what === 'order').length, 1);
    assert.equal(hands.orders().length, 1);
    assert.equal(await rowOf(shop, `hub-order:${theirs.id}`), 'linked');
    assert.equal(await rowOf(shop, `order:${copied?.id}`), 'synced');
  });

  it('adds a new member of CNV to Nhanh once, matched by phone', async (t) => {
    const { hands, cnv, cycle } = await openLoyaltyShop(t);
    hands.addCustomer({ name: 'Lê Văn An', mobile: '+84911111111' });
    cnv.addMember({ phone: '0911111111', lastName: 'Lê Văn', firstName: 'An' });
    cnv.addMember({ phone: '0922222222', lastName: 'Phạm Thị', firstName: 'Bình' });

    await cycle();
    await cycle();

    const names = hands.customers().map(({ name, mobile }) => `${name} ${mobile}`);
    assert.deepEqual(names, ['Lê Văn An +84911111111', 'Phạm Thị Bình 0922222222']);
    assert.deepEqual(cnv.written, []);
  });

  it('polls a bill of the counter; a lone edit of its customer waits for the next one', async (t) => {
    const { hands, cnv, cycle } = await openLoyaltyShop(t);
    const tea = hands.addProduct({ name: 'Trà sen', price: 90_000 });
    const first = hands.addBill({ ...BUYER, lines: [lineOf(tea)] });
    await cycle();
    const customer = hands.customers()[0];
    hands.editCustomer(customer?.id ?? 0, { email: 'mai@example.vn' });
    await cycle();
    await cycle();
    const between = cnv.members()[0]?.email;

    hands.addBill({ ...BUYER, lines: [lineOf(tea, 3)] });
    await cycle();

    const sale = copyOf(cnv.orders(), `nhanh:bill-${first.id}`);
    assert.deepEqual([sale?.status, sale?.total], ['complete', 90_000]);
    assert.equal(sale?.memberId, cnv.members()[0]?.id);
    assert.deepEqual([between, cnv.members()[0]?.email], ['', 'mai@example.vn']);
    assert.equal(cnv.orders().length, 2);
  });

  it('holds an order for a product that CNV lacks, lets others pass, and tries again by itself', async (t) => {
    const { hands, cnv, settle, cycle, ...shop } = await openLoyaltyShop(t, {
      before: ({ hands }) => void hands.addProduct({ id: 11, name: 'Cũ', price: 10_000 }),
    });
    const tea = hands.addProduct({ name: 'Trà sen' });
    await settle();
    cnv.faults.set({ kind: '500', times: 1, match: { path: '/products.json', method: 'POST' } });
    const old = hands.addOrder({
      ...BUYER,
      lines: [{ productId: 11, quantity: 1, price: 10_000, discount: 0 }],
    });
    const fresh = hands.addOrder({ ...BUYER, lines: [lineOf(tea)] });

    await settle();
    const passed = copyOf(cnv.orders(), `nhanh:${fresh.id}`);
    await cycle();
    await cycle();

    assert.ok(passed);
    assert.equal(copyOf(cnv.orders(), `nhanh:${old.id}`)?.total, 10_000);
    assert.equal(await rowOf(shop, `order:${old.id}`), 'synced');
  });

  it('stops a deleted product at CNV and cancels a deleted order', async (t) => {
    const { hands, cnv, settle, cycle } = await openLoyaltyShop(t);
    const tea = hands.addProduct({ name: 'Trà sen' });
    const order = hands.addOrder({ ...BUYER, lines: [lineOf(tea)] });
    await settle();

    hands.removeOrder(order.id);
    hands.removeProduct(tea.id);
    await settle();
    await cycle();

    assert.equal(copyOf(cnv.products(), `nhanh:${tea.id}`)?.status, 'inactive');
    assert.equal(copyOf(cnv.orders(), `nhanh:${order.id}`)?.status, 'cancelled');
    assert.equal(cnv.written.filter(({ what }) => what !== 'customer').length, 4);
  });

  it('passes a whole return on and holds a part of one', async (t) => {
    const { hands, cnv, settle, ...shop } = await openLoyaltyShop(t);
    const tea = hands.addProduct({ name: 'Trà sen' });
    const whole = hands.addOrder({ ...BUYER, lines: [lineOf(tea, 2)] });
    const part = hands.addOrder({ ...BUYER, lines: [lineOf(tea, 2)] });
    await settle();

    hands.editOrder(whole.id, { status: 72 });
    const back = hands.returnPartly(part.id, [lineOf(tea, 1)]);
    await settle();

    assert.equal(copyOf(cnv.orders(), `nhanh:${whole.id}`)?.status, 'returned');
    assert.equal(copyOf(cnv.orders(), `nhanh:${back.id}`), null);
    assert.equal(await rowOf(shop, `order:${back.id}`), 'held return-not-known');
  });

  it('holds and counts what CNV is not known to take, and says why', async (t) => {
    const { hands, cnv, settle, say } = await openLoyaltyShop(t, { options: { takes: [] } });
    const tea = hands.addProduct({ name: 'Trà sen' });
    const order = hands.addOrder({ ...BUYER, lines: [lineOf(tea)] });
    await settle();

    const status = await say('trạng thái nhanh');
    const why = await say(`vì sao nhanh ${order.id}`);

    assert.deepEqual(
      cnv.written.map(({ what }) => what),
      ['customer'],
    );
    assert.match(status[0]?.text ?? '', /chưa biết API của CNV/);
    assert.match(status[0]?.text ?? '', /Quyền từ Nhanh còn 364 ngày/);
    assert.match(why[0]?.text ?? '', new RegExp(`Đơn hàng ${order.id}: Đang giữ lại`));
  });

  it('finds by asking what no webhook told of, and says that webhooks fell silent', async (t) => {
    const { hands, cnv, nhanh, cycle, ...shop } = await openLoyaltyShop(t);
    nhanh.hooks.faults.set({ loss: 1 });

    for (let at = 0; at < 4; at += 1) hands.addProduct({ name: `Trà ${at}` });
    await cycle();
    const silent = await alertsOf(shop, 'loyalty.hooks');
    nhanh.hooks.faults.set({ loss: 0 });
    hands.addProduct({ name: 'Trà mới' });
    await cycle();

    assert.equal(silent.length, 1);
    assert.equal(cnv.products().length, 5);
    assert.deepEqual(await alertsOf(shop, 'loyalty.hooks'), []);
  });

  it('stops with one alert when CNV does not know the sign-in any more', async (t) => {
    const { hands, cnv, settle, cycle, ...shop } = await openLoyaltyShop(t);
    cnv.endTokens();
    hands.addProduct({ name: 'Trà sen' });

    await settle();
    await cycle();

    const [alert, ...others] = await alertsOf(shop, 'loyalty.stopped');
    assert.equal(alert?.severity, 'urgent');
    assert.deepEqual(others, []);
  });
});
