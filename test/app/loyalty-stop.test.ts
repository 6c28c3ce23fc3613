import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import {
  alertsOf,
  CONNECTION,
  copyOf,
  lineOf,
  type LoyaltyShop,
  openLoyaltyShop,
  rowOf,
} from '../support/loyalty.ts';
import { APP, BUSINESS, VERIFY } from '../support/nhanh.ts';

const QUARTER = 15 * 60_000;
const BUYER = { name: 'Trần Thị Mai', mobile: '0901234567' };

async function stop({ say, tap }: LoyaltyShop): Promise<string> {
  const [preview] = await say('ngừng nhanh');
  await tap('Ngừng đồng bộ');
  return preview?.text ?? '';
}

async function start({ say, tap, settle }: LoyaltyShop): Promise<void> {
  await say('bắt đầu nhanh');
  await tap('Đồng bộ lại');
  await settle();
}

/** Half an hour without a connection, with a product, an order, a bill and an order of CNV. */
async function afterGap(t: TestContext) {
  const shop = await openLoyaltyShop(t);
  const { hands, cnv, settle, clock, hear } = shop;
  const tea = hands.addProduct({ name: 'Trà sen', price: 90_000 });
  await settle();
  const productId = copyOf(cnv.products(), `nhanh:${tea.id}`)?.id ?? 0;
  await stop(shop);
  await clock.advance(QUARTER);
  const cake = hands.addProduct({ name: 'Bánh sen' });
  const order = hands.addOrder({ ...BUYER, lines: [lineOf(tea)] });
  const bill = hands.addBill({ ...BUYER, lines: [lineOf(tea)] });
  const bought = { productId, title: 'Trà sen', quantity: 1, price: 90_000, discount: 0 };
  cnv.addOrder({ phone: '0912345678', lines: [bought] });
  await clock.advance(QUARTER);
  await hear();
  await start(shop);
  return { ...shop, made: { cake, order, bill } };
}

describe('stopping the sync', () => {
  it('is confirmed with what will not be synced, and then nothing is', async (t) => {
    const shop = await openLoyaltyShop(t);

    const preview = await stop(shop);
    shop.hands.addProduct({ name: 'Trà sen' });
    await shop.cycle();

    assert.match(preview, /Dữ liệu trong thời gian ngắt sẽ không được đồng bộ/);
    assert.deepEqual(shop.cnv.products(), []);
    const options = (await shop.tenban.house.settings.get('connections', CONNECTION))?.options;
    assert.equal(options?.['sync'], 'off');
    assert.ok(options?.['stoppedAt']);
  });

  it('leaves a gap that is counted, and that nobody fills by default', async (t) => {
    const shop = await afterGap(t);
    const [alert] = await alertsOf(shop, 'loyalty.gap');

    await shop.cycle();

    assert.equal(shop.cnv.products().length, 1);
    assert.deepEqual(
      shop.cnv.orders().map(({ source }) => source),
      ['app'],
    );
    assert.equal(shop.hands.orders().length, 1);
    const counts = { products: 1, orders: 1, bills: 1, hubOrders: 1 };
    assert.deepEqual(alert?.message.lines?.[0], { key: 'loyalty.gap.counts', values: counts });
  });

  it('has the gap filled by the same rules once somebody wants it', async (t) => {
    const shop = await afterGap(t);
    const { made, cnv, hands, say, tap, settle } = shop;
    await say('thời gian ngắt nhanh đồng bộ bù');

    await tap('Đồng bộ bù');
    await settle();

    assert.ok(copyOf(cnv.products(), `nhanh:${made.cake.id}`));
    assert.ok(copyOf(cnv.orders(), `nhanh:${made.order.id}`));
    assert.ok(copyOf(cnv.orders(), `nhanh:bill-${made.bill.id}`));
    assert.equal(hands.orders().length, 2);
    assert.deepEqual(await alertsOf(shop, 'loyalty.gap'), []);
  });

  it('has the gap skipped for good', async (t) => {
    const shop = await afterGap(t);
    await shop.say('thời gian ngắt nhanh bỏ qua');

    await shop.tap('Bỏ qua');
    const [none] = await shop.say('thời gian ngắt nhanh bỏ qua');

    assert.match(none?.text ?? '', /không có thời gian ngắt nào/);
    assert.deepEqual(await alertsOf(shop, 'loyalty.gap'), []);
    assert.equal(shop.cnv.products().length, 1);
  });

  it('follows the app being removed in Nhanh, with an alert', async (t) => {
    const shop = await openLoyaltyShop(t);

    shop.nhanh.uninstall(APP, BUSINESS);
    await shop.settle();

    const [alert] = await alertsOf(shop, 'loyalty.uninstalled');
    assert.equal(alert?.severity, 'urgent');
    const options = (await shop.tenban.house.settings.get('connections', CONNECTION))?.options;
    assert.equal(options?.['sync'], 'off');
  });

  it('comes by itself when the token ends, and that is announced before', async (t) => {
    const shop = await openLoyaltyShop(t, { options: { expiresAt: '2026-11-30T03:00:00Z' } });

    const warnings = await alertsOf(shop, 'loyalty.token-age');

    assert.deepEqual(
      warnings.map(({ cause, severity }) => `${cause.split(':').at(-1)} ${severity}`),
      ['7 warning'],
    );
  });

  it('is announced a week before the sign-in at CNV ends, and not sooner', async (t) => {
    const shop = await openLoyaltyShop(t);
    const signedInUntil = (expiresAt: string) =>
      shop.tenban.house.settings.update('connections', 'baan-suan-cnv', (hub) =>
        hub === null ? null : { ...hub, options: { ...hub.options, expiresAt } },
      );
    const now = shop.clock.now();

    await signedInUntil(now.add({ hours: 24 * 9 }).toString());
    await shop.cycle();
    const early = await alertsOf(shop, 'loyalty.token-age');
    await signedInUntil(now.add({ hours: 24 * 6 }).toString());
    await shop.cycle();
    const due = await alertsOf(shop, 'loyalty.token-age');
    const [told] = (await shop.hear()).filter(({ text }) => /CNV Loyalty/.test(text));
    const [status] = await shop.say('trạng thái nhanh');

    assert.deepEqual(early, []);
    assert.match(due.map(({ cause }) => cause).join(), /^baan-suan-cnv:\d+:7$/);
    assert.match(told?.text ?? '', /Phiên đăng nhập CNV Loyalty của .* hết hạn sau 5 ngày/);
    assert.match(told?.text ?? '', /Admin của CNV đăng nhập lại bằng lệnh: kết nối nhanh/);
    assert.match(status?.text ?? '', /Phiên đăng nhập CNV còn 5 ngày/);
  });
});

describe('a webhook of Nhanh', () => {
  async function post(shop: LoyaltyShop, body: object, { token = VERIFY, app = APP } = {}) {
    const answer = await fetch(`http://127.0.0.1:${shop.tenban.port}/nhanhvn/hook/${app}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: token, 'content-type': 'application/json' },
    });
    return answer.status;
  }

  it('that asks whether we are well is answered, whatever it carries', async (t) => {
    const shop = await openLoyaltyShop(t, { hooks: false });

    const status = await post(shop, { event: 'webhooksEnabled' }, { token: '', app: '1' });

    assert.equal(status, 200);
  });

  it('marks what it is about as waiting, so that it is read again', async (t) => {
    const shop = await openLoyaltyShop(t, { hooks: false });
    const tea = shop.hands.addProduct({ name: 'Trà sen' });
    const data = { id: tea.id, name: 'Anything', prices: { retail: 1 } };

    const status = await post(shop, { event: 'productAdd', businessId: Number(BUSINESS), data });
    const before = await rowOf(shop, `product:${tea.id}`);
    await shop.settle();

    assert.deepEqual([status, before], [200, 'waiting']);
    assert.equal(copyOf(shop.cnv.products(), `nhanh:${tea.id}`)?.title, 'Trà sen');
  });

  it('with a wrong token, or of an app that nobody has, is refused and keeps nothing', async (t) => {
    const shop = await openLoyaltyShop(t, { hooks: false });
    const body = { event: 'productDelete', businessId: BUSINESS, data: [1] };

    const statuses = [
      await post(shop, body, { token: 'x'.repeat(20) }),
      await post(shop, body, { app: '1' }),
    ];

    assert.deepEqual(statuses, [401, 401]);
    assert.equal(await rowOf(shop, 'product:1'), null);
  });

  it('of another business of the app is answered and keeps nothing', async (t) => {
    const shop = await openLoyaltyShop(t, { hooks: false });

    const status = await post(shop, { event: 'productDelete', businessId: 5, data: [1] });

    assert.equal(status, 200);
    assert.equal(await rowOf(shop, 'product:1'), null);
  });

  it('of version 2 is refused, and people are told what to choose', async (t) => {
    const shop = await openLoyaltyShop(t, { hooks: false });
    const body = { event: 'orderAdd', businessId: BUSINESS, webhooksVerifyToken: VERIFY, data: {} };

    const status = await post(shop, body, { token: '' });
    await shop.settle();

    const [alert] = await alertsOf(shop, 'loyalty.hooks');
    assert.equal(status, 400);
    assert.equal(alert?.cause, `${CONNECTION}:version-2`);
  });
});
