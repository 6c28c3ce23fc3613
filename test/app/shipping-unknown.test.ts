import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  alertsOf,
  chainOf,
  COMPLETION,
  DONE,
  FAILED,
  linkOf,
  loseWrite,
  type MallShop,
  openMallShop,
  QUARTER,
  seconds,
  seedOrder,
  SHIP_CALL,
  SHIP_INFO,
  SHIPPED,
  STATUS_CALL,
  TARGET,
} from '../support/mall.ts';

const ORDER = '10000001';
const ID = `7${ORDER}`;

function written({ aupay }: MallShop): string[] {
  return aupay.writes.map(({ kind }) => kind);
}

describe('a write whose answer was lost', () => {
  it('is read back after it took effect, and the order goes the way of success', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    seedOrder(shop, ORDER);
    shop.aupay.faults.set({ kind: 'drop-answer', times: 1, match: SHIP_CALL });

    await seconds(shop, 30);

    assert.deepEqual(written(shop), ['ship']);
    assert.equal(shop.crossmall.order(ORDER).phase, SHIPPED);
    assert.equal(await linkOf(shop, ORDER), 'shipped');
    assert.deepEqual(await alertsOf(shop), []);
  });

  it('is sent again once two reads have shown nothing of it', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    seedOrder(shop, ORDER);
    shop.aupay.faults.set({ kind: 'drop-request', times: 1, match: SHIP_CALL });

    await seconds(shop, 10);
    const early = [await linkOf(shop, ORDER), written(shop).length];
    await seconds(shop, 50);

    assert.deepEqual(early, ['blank', 0]);
    assert.deepEqual(written(shop), ['ship']);
    assert.equal(await linkOf(shop, ORDER), 'shipped');
    assert.deepEqual(await chainOf(shop, ORDER), ['booked read-back']);
  });

  it('of a completion leaves 出荷情報反映済み, and only 完了 is sent again', async (t) => {
    const shop = await openMallShop(t, {
      options: { 'ship-info': SHIP_INFO, completion: COMPLETION },
    });
    seedOrder(shop, ORDER);
    shop.aupay.faults.set({ kind: 'drop-request', times: 1, match: STATUS_CALL });

    const isSent = (): boolean => shop.aupay.requests.some(({ path }) => path === STATUS_CALL.path);
    for (let waited = 0; !isSent() && waited < QUARTER; waited += 1_000) await shop.pass(1_000);
    const during = [await linkOf(shop, ORDER), shop.aupay.order(ID).status];
    await seconds(shop, 60);

    assert.deepEqual(during, ['shipped', '発送待ち']);
    assert.deepEqual(written(shop), ['ship', 'status']);
    assert.equal(await linkOf(shop, ORDER), 'completed');
    assert.equal(shop.crossmall.order(ORDER).phase, DONE);
    assert.deepEqual(await alertsOf(shop), []);
  });

  it('of a phase is looked up and not left out', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    seedOrder(shop, ORDER);
    const match = { path: '/webapi2/upd_order_phase' };
    shop.crossmall.faults.set({ kind: 'drop-request', times: 1, match });

    await seconds(shop, 60);

    assert.equal(shop.crossmall.order(ORDER).phase, SHIPPED);
    assert.deepEqual(written(shop), ['ship']);
  });

  it('of a phase is not sent again for an order that has gone on from there', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    seedOrder(shop, ORDER);
    const match = { path: '/webapi2/upd_order_phase' };
    shop.crossmall.faults.set({ kind: 'drop-answer', times: 1, match });

    const passing = seconds(shop, 60);
    while (shop.crossmall.moves.length === 0) await new Promise((resolve) => setImmediate(resolve));
    shop.crossmall.edit(ORDER, { phase: DONE });
    await passing;

    assert.deepEqual(shop.crossmall.moves, [{ number: ORDER, phase: SHIPPED }]);
    assert.equal(shop.crossmall.order(ORDER).phase, DONE);
  });

  it('of a phase, lost three times, is made up for by the next run', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    seedOrder(shop, ORDER);
    const match = { path: '/webapi2/upd_order_phase' };
    shop.crossmall.faults.set({ kind: 'drop-request', times: 3, match });

    await seconds(shop, 90);
    const before = [shop.crossmall.order(ORDER).phase, await linkOf(shop, ORDER)];
    await nextRun(shop);

    assert.deepEqual(before, [TARGET, 'shipped']);
    assert.equal(shop.crossmall.order(ORDER).phase, SHIPPED);
    assert.deepEqual(written(shop), ['ship']);
  });
});

describe('a write that cannot be read back', () => {
  async function lose(t: Parameters<typeof openMallShop>[0]): Promise<MallShop> {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    await loseWrite(shop, ORDER);
    return shop;
  }

  it('is a question to a person, in an urgent alert with its answers as buttons', async (t) => {
    const shop = await lose(t);

    const heard = await shop.hear();
    const alerts = await alertsOf(shop);

    const urgent = alerts.filter(({ severity }) => severity === 'urgent');
    assert.deepEqual(
      urgent.map(({ kind }) => kind),
      ['operations.undecided'],
    );
    const asked = heard.find(({ text }) => text.includes('outcome not clear'));
    assert.match(asked?.text ?? '', new RegExp(ID));
    const labels = (asked?.buttons ?? []).map(({ label }) => label);
    for (const label of ['It happened', 'Send again', 'Close without it'])
      assert.ok(labels.includes(label), `${label} in ${labels.join()}`);
  });

  it('counts as done when a person says so: nothing more is sent', async (t) => {
    const shop = await lose(t);
    await shop.hear();

    await shop.tap('It happened');
    const said = await shop.tap('It happened');
    await nextRun(shop);

    assert.match(said.map(({ text }) => text).join(), /The next run goes on with it/);
    assert.deepEqual(written(shop), []);
    assert.equal(await linkOf(shop, ORDER), 'shipped');
    assert.equal(shop.crossmall.order(ORDER).phase, SHIPPED);
    const open = (await alertsOf(shop)).filter(
      ({ kind, state }) => kind === 'operations.undecided' && state !== 'resolved',
    );
    assert.deepEqual(open, []);
  });

  it('is sent once more when a person says that nothing happened', async (t) => {
    const shop = await lose(t);
    await shop.hear();
    shop.aupay.seed({ id: ID });

    await shop.tap('Send again');
    await shop.tap('Send again');
    await nextRun(shop);

    assert.deepEqual(written(shop), ['ship']);
    assert.equal(await linkOf(shop, ORDER), 'shipped');
  });

  it('is an error when a person closes it: the order waits for a reset', async (t) => {
    const shop = await lose(t);
    await shop.hear();

    await shop.tap('Close without it');
    await shop.tap('Close without it');
    await nextRun(shop);

    assert.deepEqual(written(shop), []);
    assert.equal(await linkOf(shop, ORDER), 'ship-error');
    assert.equal(shop.crossmall.order(ORDER).phase, FAILED);
  });

  it('stays one question while nobody answers', async (t) => {
    const shop = await lose(t);

    await nextRun(shop);
    await nextRun(shop);

    const alerts = await alertsOf(shop);
    assert.deepEqual(alerts.map(({ kind }) => kind).toSorted(), [
      'operations.undecided',
      'shipping.ship-info-errors',
    ]);
    assert.equal(shop.crossmall.order(ORDER).phase, TARGET);
    assert.equal(await linkOf(shop, ORDER), 'blank');
  });

  it('is no question any more once the mall shows the order again', async (t) => {
    const shop = await lose(t);
    shop.aupay.seed({ id: ID });

    for (let runs = 0; runs < 3; runs += 1) await nextRun(shop);

    const alerts = await alertsOf(shop);
    const asked = alerts.find(({ kind }) => kind === 'operations.undecided');
    assert.equal(asked?.state, 'resolved');
    assert.deepEqual(written(shop), ['ship']);
    assert.equal(await linkOf(shop, ORDER), 'shipped');
  });
});

async function nextRun(shop: MallShop): Promise<void> {
  await shop.pass(QUARTER);
  await seconds(shop, 90);
}
