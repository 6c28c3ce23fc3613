import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locale } from '../../src/core/settings.ts';
import {
  alertsOf,
  linkOf,
  loseWrite,
  type MallShop,
  openMallShop,
  QUARTER,
  seconds,
  SHIP_INFO,
  SHIPPED,
  tapSlack,
  TARGET,
  tellBoth,
} from '../support/mall.ts';
import { findButton, OPERATOR, RIVAL } from '../support/shop.ts';
import { settled, words } from '../support/slack-talk.ts';

const ORDER = '10000001';

/** A write that nobody but a person can settle, told in Slack and LINE. */
async function lose(t: Parameters<typeof openMallShop>[0], locale: Locale): Promise<MallShop> {
  const shop = await openMallShop(t, { locale, options: { 'ship-info': SHIP_INFO } });
  await tellBoth(shop);
  await loseWrite(shop, ORDER);
  await shop.hear();
  return shop;
}

async function nextRun(shop: MallShop): Promise<void> {
  await shop.pass(QUARTER);
  await seconds(shop, 90);
}

/** What the newest messages in LINE say. */
async function heard(shop: MallShop, user = OPERATOR): Promise<string> {
  return (await shop.hear(user)).map(({ text }) => text).join('\n');
}

async function asked(shop: MallShop): Promise<string[]> {
  const alerts = await alertsOf(shop);
  return alerts.filter(({ kind }) => kind === 'operations.undecided').map(({ state }) => state);
}

describe('a write that only a person can settle', () => {
  it('is settled in Slack, in Japanese, and the order goes on', async (t) => {
    const shop = await lose(t, 'ja');

    const sure = await tapSlack(shop, '完了として記録する');
    const said = await tapSlack(shop, '完了として記録する');
    await nextRun(shop);

    assert.match(sure, /完了として記録しますか？/);
    assert.match(said, /完了として記録しました[\s\S]*次回の自動処理から続けます/);
    assert.deepEqual(await asked(shop), ['resolved']);
    assert.deepEqual(shop.aupay.writes, []);
    assert.equal(await linkOf(shop, ORDER), 'shipped');
    assert.equal(shop.crossmall.order(ORDER).phase, SHIPPED);
  });

  it('is decided once: whoever answers it elsewhere afterwards is told that it is over', async (t) => {
    const shop = await lose(t, 'en');
    await shop.tap('Send again');
    const late = findButton(shop.line.chat(OPERATOR), 'Send again');

    await tapSlack(shop, 'Close without it');
    await tapSlack(shop, 'Close without it');
    await shop.line.tap(OPERATOR, late.data);
    const said = await heard(shop);
    await nextRun(shop);

    assert.match(said, /already over|no longer|somebody/i);
    assert.deepEqual(shop.aupay.writes, []);
    assert.equal(await linkOf(shop, ORDER), 'ship-error');
  });

  it('takes the same answer twice as one', async (t) => {
    const shop = await lose(t, 'en');
    await shop.tap('It happened');
    const confirm = findButton(shop.line.chat(OPERATOR), 'It happened');

    await shop.line.tap(OPERATOR, confirm.data);
    await shop.line.tap(OPERATOR, confirm.data);
    await shop.hear();
    await nextRun(shop);

    assert.deepEqual(await asked(shop), ['resolved']);
    assert.deepEqual(shop.aupay.writes, []);
    assert.equal(await linkOf(shop, ORDER), 'shipped');
  });

  it('is no question any more once the mall has shown what happened: a late answer changes nothing', async (t) => {
    const shop = await lose(t, 'en');
    const { data } = findButton(shop.line.chat(OPERATOR), 'Send again');
    shop.aupay.seed({ id: `7${ORDER}` });
    await nextRun(shop);
    await nextRun(shop);
    const before = shop.aupay.writes.length;
    await shop.hear();

    await shop.line.tap(OPERATOR, data);
    await shop.hear();
    const said = await shop.tap('Send again');
    await nextRun(shop);

    assert.equal(before, 1);
    assert.match(said.at(-1)?.text ?? '', /already over/i);
    assert.equal(shop.aupay.writes.length, 1);
    assert.equal(await linkOf(shop, ORDER), 'shipped');
  });

  it('is nothing to people of another shop', async (t) => {
    const shop = await lose(t, 'en');
    const { data } = findButton(shop.line.chat(OPERATOR), 'It happened');

    await shop.line.tap(RIVAL, data);
    const tapped = await heard(shop, RIVAL);
    await shop.say(`decide aupay.ship-info:${ORDER} 1 done`, RIVAL);
    await nextRun(shop);

    assert.doesNotMatch(tapped, /10000001|Baan Suan/);
    assert.deepEqual(await asked(shop), ['open']);
    assert.equal(await linkOf(shop, ORDER), 'blank');
    assert.equal(shop.crossmall.order(ORDER).phase, TARGET);
  });

  it('loses its buttons in the channel once it is answered in LINE', async (t) => {
    const shop = await lose(t, 'en');
    const before = (await settled(shop)).map(words).join('\n');

    await shop.tap('It happened');
    await shop.tap('It happened');
    const after = (await settled(shop)).map(words).join('\n');

    assert.match(before, /outcome not clear[\s\S]*"Send again"/);
    assert.doesNotMatch(after, /"Send again"/);
  });
});
