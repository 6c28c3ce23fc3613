import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  alertsOf,
  linkOf,
  type MallShop,
  openMallShop,
  QUARTER,
  seconds,
  seedOrder,
  SHIP_INFO,
  SHIPPED,
  TARGET,
} from '../support/mall.ts';

const ORDER = '10000001';
const MINUTE = 60_000;

async function open(t: Parameters<typeof openMallShop>[0], options: object = {}) {
  const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO, ...options } });
  seedOrder(shop, ORDER);
  return shop;
}

async function nextRun(shop: MallShop): Promise<void> {
  await shop.pass(QUARTER);
  await seconds(shop, 5);
}

/** Kind and state of every alert, oldest first. */
async function alerts(shop: MallShop): Promise<string[]> {
  return (await alertsOf(shop)).map(({ kind, state }) => `${kind} ${state}`).toReversed();
}

async function untouched(shop: MallShop): Promise<boolean> {
  const there = shop.crossmall.order(ORDER).phase === TARGET;
  return there && (await linkOf(shop, ORDER)) === null && shop.aupay.writes.length === 0;
}

describe('a shop whose runs are turned away', () => {
  for (const [what, stop, start] of [
    [
      'by a dead key',
      (shop: MallShop) => shop.aupay.issueKey('b2'.repeat(32)),
      (shop: MallShop) => shop.aupay.issueKey('a1'.repeat(32)),
    ],
    [
      'by the mall, its address not being registered',
      (shop: MallShop) => shop.aupay.allow(false),
      (shop: MallShop) => shop.aupay.allow(true),
    ],
  ] as const)
    it(`${what} hears of it once; no order is touched, and it ends by itself`, async (t) => {
      const shop = await open(t);
      stop(shop);

      await seconds(shop, 5);
      const said = await shop.hear();
      await nextRun(shop);
      await nextRun(shop);
      const during = [await alerts(shop), await untouched(shop)];
      start(shop);
      await nextRun(shop);

      assert.deepEqual(during, [['connections.silent open'], true]);
      assert.match(said[0]?.text ?? '', /append this server’s IP. Keep CROSS MALL’s entries/);
      assert.match(said[0]?.text ?? '', /認証に失敗しました/);
      assert.deepEqual(await alerts(shop), ['connections.silent resolved']);
      assert.equal(shop.crossmall.order(ORDER).phase, SHIPPED);
    });

  it('by CROSS MALL hears what that says', async (t) => {
    const shop = await open(t);
    shop.crossmall.allow(false);

    await seconds(shop, 5);
    const said = await shop.hear();
    await nextRun(shop);
    shop.crossmall.allow(true);
    await nextRun(shop);

    assert.match(said[0]?.text ?? '', /CROSS MALL: runs of Baan Suan stopped/);
    assert.match(said[0]?.text ?? '', /接続元IPアドレスが許可されていません/);
    assert.deepEqual(await alerts(shop), ['shipping.refused resolved']);
  });
});

describe('the maintenance of the mall', () => {
  it('that was announced is waited for, with no word and no call', async (t) => {
    const from = '2026-11-25T02:00:00Z';
    const shop = await open(t, { maintenance: [{ from, to: '2026-11-25T03:30:00Z' }] });

    await seconds(shop, 60);
    const calls = shop.aupay.requests.length;
    for (let minute = 0; minute < 30; minute += 1) await shop.pass(MINUTE);
    await seconds(shop, 5);

    assert.equal(calls, 0);
    assert.equal(shop.crossmall.order(ORDER).phase, SHIPPED);
    assert.deepEqual(await alerts(shop), []);
  });

  it('that nobody announced is told of once, and what was missed is caught up with', async (t) => {
    const shop = await open(t);
    const now = shop.clock.now().epochMilliseconds;
    shop.aupay.maintain({ from: now, to: now + 60 * MINUTE });

    for (let minute = 0; minute < 55; minute += 1) await shop.pass(MINUTE);
    const during = [await alerts(shop), await untouched(shop)];
    for (let minute = 0; minute < 25; minute += 1) await shop.pass(MINUTE);

    assert.deepEqual(during, [['connections.silent open'], true]);
    assert.deepEqual(await alerts(shop), ['connections.silent resolved']);
    assert.equal(shop.crossmall.order(ORDER).phase, SHIPPED);
  });
});

describe('the age of the key', () => {
  const days: [string, number | null, string][] = [
    ['2026-09-20', null, 'with 24 days left is told of at 30'],
    ['2026-09-01', 7, 'is told of at 7 days'],
    ['2026-08-28', 1, 'is urgent at 1 day'],
  ];
  for (const [keyIssuedOn, at, what] of days)
    it(`${what}, once`, async (t) => {
      const shop = await open(t, { keyIssuedOn });

      await seconds(shop, 5);
      await nextRun(shop);
      const told = await alertsOf(shop);
      const [alert] = told;
      await shop.say(`resolve ${alert?.number ?? 0} known`);
      await nextRun(shop);

      assert.equal(told.length, 1);
      assert.deepEqual([alert?.kind, alert?.count], ['shipping.key-age', 1]);
      assert.equal(alert?.severity, at === 1 ? 'urgent' : 'warning');
      assert.equal((await alertsOf(shop)).length, 1);
    });

  it('is not warned of any more once there is a new key', async (t) => {
    const shop = await open(t, { keyIssuedOn: '2026-09-02' });
    await seconds(shop, 5);

    await shop.say('aupay rule key-issued 2026-11-26');
    await nextRun(shop);

    assert.deepEqual(await alerts(shop), ['shipping.key-age resolved']);
  });
});
