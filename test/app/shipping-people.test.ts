import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locale } from '../../src/core/settings.ts';
import {
  alertsOf,
  openMallShop,
  QUARTER,
  seconds,
  seedOrder,
  SHIP_INFO,
  SHIPPED,
  tapSlack,
  tellBoth,
} from '../support/mall.ts';
import { COLLEAGUE, OPERATOR, VIEWER } from '../support/shop.ts';
import { last, settled, words } from '../support/slack-talk.ts';

const ORDER = '10000002';
const SUBJECT = '(CROSSMALL) au PAY自動出荷情報反映結果のお知らせ(エラー情報)';

async function open(t: Parameters<typeof openMallShop>[0], locale: Locale, options: object = {}) {
  const shop = await openMallShop(t, { locale, options: { 'ship-info': SHIP_INFO, ...options } });
  await tellBoth(shop);
  return shop;
}

describe('an error of a run, in Japanese', () => {
  it('is told in Slack and LINE, taken up in one and reset in the other, and passes', async (t) => {
    const shop = await open(t, 'ja');
    const id = seedOrder(shop, ORDER, { slip: { shipDate: '' } });

    await seconds(shop, 5);
    const inSlack = words(last(await settled(shop)));
    const [inLine] = await shop.hear(OPERATOR);
    await tapSlack(shop, '確認済みにする');
    const [alert] = await alertsOf(shop);
    shop.crossmall.edit(ORDER, { shipDate: '2026-11-25' });
    await shop.tap('この注文を再処理', OPERATOR);
    await shop.say('発送日を登録した', OPERATOR);
    await shop.tap('1件を変更', OPERATOR);
    await shop.pass(QUARTER);
    await seconds(shop, 5);
    const history = await shop.say('au PAY API連携履歴', OPERATOR);

    for (const told of [inSlack, inLine?.text ?? '']) {
      assert.ok(told.includes(SUBJECT), told);
      assert.ok(told.includes(`${id}：「発送日」が登録されていません。`), told);
    }
    assert.deepEqual([alert?.state, alert?.acknowledgedBy], ['acknowledged', 'Lek']);
    assert.equal(shop.crossmall.order(ORDER).phase, SHIPPED);
    const said = history.map(({ text }) => text).join('\n');
    for (const word of ['失敗', '手動で変更', '反映済み', id]) assert.ok(said.includes(word), said);
  });
});

describe('what a person may do at the mall', () => {
  const permissions = { Lek: 'view', Mai: 'none' };

  it('is to look, where it is 参照: nothing can be changed, and who can grant it is named', async (t) => {
    const shop = await open(t, 'en', { permissions });
    seedOrder(shop, ORDER);
    await seconds(shop, 5);

    const status = await shop.say('aupay status', COLLEAGUE);
    const reset = await shop.say(`aupay reset ${ORDER} because`, COLLEAGUE);

    assert.match(status[0]?.text ?? '', /au PAY linking of Baan Suan/);
    assert.match(reset[0]?.text ?? '', /参照[\s\S]*Nok/);
  });

  it('is nothing, where it is なし: help does not name the commands', async (t) => {
    const shop = await open(t, 'en', { permissions });

    const status = await shop.say('aupay status', VIEWER);
    const help = await shop.say('help', VIEWER);

    assert.match(status[0]?.text ?? '', /なし/);
    assert.doesNotMatch(help.map(({ text }) => text).join(), /aupay/);
  });

  it('is at once what it was changed to', async (t) => {
    const shop = await open(t, 'en', { permissions });
    await shop.say('aupay status', VIEWER);

    await shop.tenban.house.settings.update('connections', 'baan-suan-aupay', (connection) =>
      connection === null
        ? null
        : { ...connection, options: { ...connection.options, permissions: { Mai: 'view' } } },
    );
    const status = await shop.say('aupay status', VIEWER);

    assert.match(status[0]?.text ?? '', /au PAY linking/);
  });
});
