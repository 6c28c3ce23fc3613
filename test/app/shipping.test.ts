import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FAILED, openMallShop, seedOrder, SHIPPED, TARGET } from '../support/mall.ts';

const QUARTER = 15 * 60_000;
const on = (targets: object[]) => ({ on: true, targets });
const shipInfo = on([{ phase: TARGET, success: SHIPPED, failure: FAILED }]);

describe('自動出荷情報反映', () => {
  it('tells the mall once, moves the order and says nothing', async (t) => {
    const shop = await openMallShop(t, { options: { 'ship-info': shipInfo } });
    const id = seedOrder(shop, '10000001');

    await shop.pass(2_000);
    await shop.pass(QUARTER + 2_000);

    assert.equal(shop.aupay.writes.length, 1);
    assert.equal(shop.aupay.order(id).tracking, '123456789012');
    assert.equal(shop.crossmall.order('10000001').phase, SHIPPED);
    assert.deepEqual(await shop.hear(), []);
  });

  it('raises one alert with the words of the error mail, and passes after one tap on reset', async (t) => {
    const shop = await openMallShop(t, { locale: 'ja', options: { 'ship-info': shipInfo } });
    seedOrder(shop, '10000002', { slip: { shipDate: '' } });
    seedOrder(shop, '10000003', { mall: { status: 'キャンセル' } });

    await shop.pass(2_000);
    const [alert] = await shop.hear();

    assert.match(
      alert?.text ?? '',
      /\(CROSSMALL\) au PAY自動出荷情報反映結果のお知らせ\(エラー情報\)/,
    );
    assert.match(alert?.text ?? '', /710000002：「発送日」が登録されていません。/);
    assert.match(alert?.text ?? '', /710000003：指定の取引はキャンセル済みです。/);
    assert.equal(shop.crossmall.order('10000002').phase, FAILED);

    shop.crossmall.edit('10000002', { shipDate: '2026-11-25' });
    await shop.say('連携ステータス変更 710000002 発送日を登録した');
    await shop.tap('1件を変更');
    await shop.pass(QUARTER + 2_000);

    assert.equal(shop.crossmall.order('10000002').phase, SHIPPED);
    assert.equal(shop.aupay.writes.length, 1);
  });
});
