import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openBooksPair } from '../../src/sandbox/pairs/books.ts';
import { openLoyaltyPair } from '../../src/sandbox/pairs/loyalty.ts';
import { openMallPair } from '../../src/sandbox/pairs/mall.ts';
import type { Pair } from '../../src/sandbox/pairs/types.ts';
import { createFakeClock } from '../support/fake-clock.ts';

async function open(t: TestContext, opening: Promise<Pair>): Promise<Pair> {
  const pair = await opening;
  t.after(() => pair.close());
  return pair;
}

function stateOf(pair: Pair, order: string): string[] {
  const row = pair.rows().find((each) => each.order === order);
  return row?.at.map(({ state }) => state) ?? [];
}

describe('the systems that Tenban keeps in step', () => {
  it('show an order of the mall as both have it, and do what a person would there', async (t) => {
    const pair = await open(t, openMallPair(createFakeClock()));

    const before = stateOf(pair, '12041801');
    await pair.act('cancel-at-mall', '12041801');

    assert.deepEqual(before, ['出荷情報反映待ち', '発送待ち']);
    assert.deepEqual(stateOf(pair, '12041801'), ['出荷情報反映待ち', 'キャンセル']);
  });

  it('offer to enter a ship date only where there is none', async (t) => {
    const pair = await open(t, openMallPair(createFakeClock()));
    const offered = () => pair.rows().filter(({ acts }) => acts.includes('enter-ship-date'));

    const before = offered().map(({ order }) => order);
    await pair.act('enter-ship-date', '12041811');

    assert.deepEqual(before, ['12041811', '12041817']);
    assert.equal(offered().length, 1);
  });

  it('have a bill that is one satang short, until the rest is paid', async (t) => {
    const pair = await open(t, openBooksPair(createFakeClock()));

    const before = stateOf(pair, '12045');
    await pair.act('pay-rest', '12045');

    assert.deepEqual(before, ['shipped · ฿529.99 / ฿530.00', '–']);
    assert.deepEqual(stateOf(pair, '12045'), ['shipped · ฿530.00 / ฿530.00', '–']);
  });

  it('say which of their switches are on', async (t) => {
    const pair = await open(t, openMallPair(createFakeClock()));

    for (const each of pair.breaks) each.set(each.id === 'mall-closed');

    const on = pair.breaks.filter(({ isOn }) => isOn()).map(({ id }) => id);
    assert.deepEqual(on, ['mall-closed']);
  });

  it('are not connected in the Vietnamese shop, whose app has no address yet', async (t) => {
    const pair = await open(t, openLoyaltyPair(createFakeClock(), 'http://localhost:3000'));

    const before = stateOf(pair, '77042');
    await pair.act('save-redirect', '77042');
    await pair.act('add-product', '77042');

    assert.deepEqual(pair.settings.connections, []);
    assert.deepEqual(before, ['Redirect URL –', 'Webhooks –']);
    const [address] = stateOf(pair, '77042');
    assert.equal(address, 'http://localhost:3000/nhanhvn/connect/callback/77042/385');
    assert.equal(pair.rows().length, 4);
  });

  it('have Nhanh refuse webhooks that nobody answers', async (t) => {
    const pair = await open(t, openLoyaltyPair(createFakeClock(), 'http://127.0.0.1:9'));

    const enabling = Promise.resolve(pair.act('enable-hooks', '77042', 'a1b2c3d4e5f6a7b8c9d0'));

    await assert.rejects(enabling, /Callback URL/);
  });

  it('show that PEAK forgot its tokens until somebody signs in anew', async (t) => {
    const pair = await open(t, openBooksPair(createFakeClock()));
    const tokens = pair.breaks.find(({ id }) => id === 'peak-tokens');

    const before = tokens?.isOn();
    tokens?.set(true);

    assert.deepEqual([before, tokens?.isOn()], [false, true]);
  });

  it('refuse what nobody can do there', async (t) => {
    const pairs = [openMallPair(createFakeClock()), openBooksPair(createFakeClock())];

    for (const opening of pairs) {
      const pair = await open(t, opening);
      const [row] = pair.rows();
      await assert.rejects(async () => pair.act('fly', row?.order ?? ''), /nothing is called fly/);
      await assert.rejects(async () => pair.act('ship', '99999999'));
    }
  });
});
