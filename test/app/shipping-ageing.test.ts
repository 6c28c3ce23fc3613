import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFakeClock } from '../support/fake-clock.ts';
import {
  alertsOf,
  type MallShop,
  openMallShop,
  QUARTER,
  seconds,
  seedOrder,
  SHIP_INFO,
} from '../support/mall.ts';

/** It is 2026-11-25 at ten in the morning of the shop. */
const HELD = { status: '与信待ち' };

async function nextRun(shop: MallShop): Promise<void> {
  await shop.pass(QUARTER);
  await seconds(shop, 5);
}

async function lateAlerts(shop: MallShop) {
  return (await alertsOf(shop)).filter(({ kind }) => kind === 'shipping.late');
}

describe('orders that are due to ship', () => {
  it('are told of once a day with their age, until the mall knows of them', async (t) => {
    const shop = await openMallShop(t, { locale: 'ja', options: { 'ship-info': SHIP_INFO } });
    const id = seedOrder(shop, '10000001', { mall: { ...HELD, shipBy: '2026/11/23' } });
    seedOrder(shop, '10000002', { mall: { ...HELD, shipBy: '2026/11/30' } });

    await seconds(shop, 5);
    const [told] = await shop.hear();
    await nextRun(shop);
    const during = (await lateAlerts(shop)).map(({ state, count }) => [state, count]);
    shop.aupay.edit(id, { status: '発送待ち' });
    await nextRun(shop);
    const after = (await lateAlerts(shop)).map(({ state }) => state);

    assert.match(told?.text ?? '', /発送期限を迎えた未反映の注文が1件/);
    assert.match(told?.text ?? '', new RegExp(`${id}：空欄（未処理）.*2026-11-23（2日超過）`));
    assert.doesNotMatch(told?.text ?? '', /10000002/);
    assert.deepEqual([during, after], [[['open', 1]], ['resolved']]);
  });

  it('are told of in the morning', async (t) => {
    const clock = createFakeClock('2026-11-25T01:40:00Z');
    const shop = await openMallShop(t, { clock, options: { 'ship-info': SHIP_INFO } });
    seedOrder(shop, '10000001', { mall: { ...HELD, shipBy: '2026/11/25' } });

    await seconds(shop, 5);
    await nextRun(shop);
    const early = (await lateAlerts(shop)).length;
    await nextRun(shop);

    assert.deepEqual([early, (await lateAlerts(shop)).length], [0, 1]);
  });

  it('come first in the status, and children of a bundle not at all', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    const later = seedOrder(shop, '10000001', { mall: { ...HELD, shipBy: '2026/11/26' } });
    const late = seedOrder(shop, '10000002', { mall: { ...HELD, shipBy: '2026/11/24' } });
    const child = seedOrder(shop, '10000003', { slip: { bundledInto: '10000001' } });
    await seconds(shop, 5);
    await shop.hear();

    const [status] = await shop.say('aupay status');

    const said = status?.text ?? '';
    assert.match(said, /Due to ship and not reflected: 1/);
    assert.match(said, /2026-11-24 \(1 day late\)/);
    assert.ok(said.indexOf(late) < said.indexOf(later), said);
    assert.ok(!said.includes(child), said);
  });

  it('say what to do about each when asked', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': SHIP_INFO } });
    const held = seedOrder(shop, '10000001', { mall: HELD });
    await seconds(shop, 5);

    const [found] = await shop.say(`why aupay ${held}`);

    assert.match(found?.text ?? '', /What to do: nothing, it goes on once the mall lets it go/);
  });
});
