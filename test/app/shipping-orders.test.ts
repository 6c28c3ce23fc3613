import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  alertsOf,
  chainOf,
  COMPLETION,
  DONE,
  FAILED,
  linkOf,
  openMallShop,
  QUARTER,
  seconds,
  seedOrder,
  SHIP_INFO,
  SHIPPED,
  TARGET,
} from '../support/mall.ts';

const PARENT = '10000001';
const CHILD = '10000002';

describe('orders in a target phase', () => {
  it('of another mall and children of a bundle are neither sent nor alerted', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    seedOrder(shop, PARENT, { slip: { bundleParent: true } });
    seedOrder(shop, CHILD, { slip: { bundledInto: PARENT } });
    shop.crossmall.seed({
      number: '10000003',
      shopCode: '3',
      shopName: '楽天市場店',
      phase: TARGET,
    });

    await seconds(shop, 5);

    const asked = shop.aupay.requests.filter(({ path }) => path.endsWith('searchTradeInfoProc'));
    assert.deepEqual(
      shop.aupay.writes.map(({ id }) => id),
      [`7${PARENT}`],
    );
    assert.equal(asked.length, 1);
    assert.deepEqual(await alertsOf(shop), []);
    assert.deepEqual(
      [await chainOf(shop, CHILD), await chainOf(shop, '10000003')],
      [['skipped bundled-child'], []],
    );
    assert.equal(shop.crossmall.order('10000003').phase, TARGET);
  });

  it('that CROSS MALL holds or has cancelled are passed over', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    seedOrder(shop, PARENT, { slip: { management: 'held' } });
    seedOrder(shop, CHILD, { slip: { management: 'cancelled' } });

    await seconds(shop, 5);

    assert.deepEqual([shop.aupay.writes, await alertsOf(shop)], [[], []]);
  });

  const parcels: [string, string[]][] = [
    ['all', ['A-1', 'A-2', 'A-3']],
    ['first', ['A-1']],
    ['last', ['A-3']],
  ];
  for (const [split, sent] of parcels)
    it(`are sent as the shop wants its split orders: ${split}`, async (t) => {
      const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO, split } });
      for (const part of [1, 2, 3])
        shop.crossmall.seed({
          number: `1000000${part}`,
          mallNumber: '700000001',
          tracking: `A-${part}`,
          phase: TARGET,
        });
      shop.aupay.seed({ id: '700000001' });

      await seconds(shop, 10);

      assert.deepEqual(
        shop.aupay.writes.map(({ content }) => content.split(' ').at(-1)),
        sent,
      );
      const links = await Promise.all([1, 2, 3].map((part) => linkOf(shop, `1000000${part}`)));
      assert.deepEqual(links, ['shipped', 'shipped', 'shipped']);
    });

  it('whose carrier nobody has named wait, and pass once it is named', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    seedOrder(shop, PARENT, { slip: { carrier: 'ゆうパック' } });
    await seconds(shop, 5);
    const held = await chainOf(shop, PARENT);

    await shop.say('aupay carrier 6 ゆうパック');
    await shop.pass(QUARTER);
    await seconds(shop, 5);

    assert.deepEqual(held, ['held carrier-unknown']);
    assert.equal(shop.aupay.order(`7${PARENT}`).carrier, '6');
  });
});

describe('an order that failed', () => {
  it('and fails again after a reset alerts again, linked to the first', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    seedOrder(shop, PARENT, { slip: { shipDate: '' } });
    await seconds(shop, 5);
    await shop.hear();

    await shop.say(`aupay reset 7${PARENT} entered the date`);
    await shop.tap('Change 1');
    await shop.pass(QUARTER);
    await seconds(shop, 5);

    const [second, first] = await alertsOf(shop);
    assert.equal(second?.previous, first?.id);
    assert.notEqual(second?.id, undefined);
    assert.equal(await linkOf(shop, PARENT), 'ship-error');
    assert.deepEqual(await chainOf(shop, PARENT), [
      'failed ship-date-missing',
      'booked reset',
      'failed ship-date-missing',
    ]);
  });

  it('is blank and in the target phase after a reset, both', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    seedOrder(shop, PARENT, { slip: { shipDate: '' } });
    await seconds(shop, 5);
    const failed = [await linkOf(shop, PARENT), shop.crossmall.order(PARENT).phase];

    await shop.say(`aupay reset errors entered the dates`);
    const answers = await shop.tap('Change 1');

    assert.deepEqual(failed, ['ship-error', FAILED]);
    assert.deepEqual(
      [await linkOf(shop, PARENT), shop.crossmall.order(PARENT).phase],
      ['blank', TARGET],
    );
    assert.match(answers.map(({ text }) => text).join('\n'), /1 order changed/);
  });

  it('keeps status and phase when CROSS MALL refuses to move it', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    seedOrder(shop, PARENT, { slip: { shipDate: '' } });
    await seconds(shop, 5);
    await shop.say('aupay reset errors entered the date');
    shop.crossmall.allow(false);

    const answers = await shop.tap('Change 1');

    assert.deepEqual(
      [await linkOf(shop, PARENT), shop.crossmall.order(PARENT).phase],
      ['ship-error', FAILED],
    );
    assert.match(answers.map(({ text }) => text).join('\n'), /0 orders changed, 1 not/);
  });
});

describe('the first start', () => {
  it('shows the statuses of 300 orders finished before, and writes none of them', async (t) => {
    const options = { importedAt: undefined, 'ship-info': { ...SHIP_INFO, on: false } };
    const shop = await openMallShop(t, { options: { ...options, completion: COMPLETION } });
    for (let at = 0; at < 300; at += 1) {
      const number = String(10_000_000 + at);
      const done = at < 200;
      seedOrder(shop, number, {
        slip: { phase: done ? SHIPPED : TARGET },
        mall: {
          shippingDate: '2026/11/25',
          carrier: '1',
          tracking: '123456789012',
          ...(done && { status: '完了' }),
        },
      });
    }

    const preview = await shop.say('aupay import');
    const early = shop.aupay.writes.length;
    await shop.tap('Import');
    await seconds(shop, 10);
    const start = await shop.say('aupay start ship-info');
    await shop.tap('Start');
    await seconds(shop, 20);

    const said = preview.map(({ text }) => text).join('\n');
    assert.match(said, /300 orders/);
    assert.match(said, /Completion reflected[\s\S]*200/);
    assert.match(said, /Ship-info reflected[\s\S]*100/);
    assert.deepEqual([early, shop.aupay.writes.length], [0, 0]);
    assert.deepEqual(await shop.tenban.house.ledger.orders.counts('baan-suan-aupay'), {
      completed: 200,
      shipped: 100,
    });
    assert.match(start.map(({ text }) => text).join(), /Start Ship-info/);
    assert.equal(shop.crossmall.order('10000000').phase, SHIPPED);
    assert.notEqual(DONE, SHIPPED);
  });

  it('has to come before a process may be started', async (t) => {
    const shop = await openMallShop(t, { options: { importedAt: undefined } });

    const answers = await shop.say('aupay start ship-info');

    assert.match(answers[0]?.text ?? '', /First import what was finished before/);
  });
});
