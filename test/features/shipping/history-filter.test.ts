import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readHistoryFilter } from '../../../src/features/shipping/history-filter.ts';
import { words } from '../../support/words.ts';

const about = {
  now: Temporal.Instant.from('2026-11-25T03:00:00Z'),
  shop: { id: 's', name: 'S', locale: 'ja', timeZone: 'Asia/Tokyo', version: 1 } as const,
  lexicon: {
    vocabulary: words.vocabulary(),
    months: words.monthWords(),
    whens: words.whenWords(),
    terms: words.terms(),
  },
};
const NOVEMBER = {
  since: Date.parse('2026-11-01T00:00:00+09:00'),
  until: Date.parse('2026-12-01T00:00:00+09:00'),
};

describe('a filter of the history', () => {
  const table: [string, object][] = [
    ['', {}],
    ['ship-info failed', { kind: 'shipping.ship-info', verdicts: ['failed'] }],
    ['自動出荷情報反映 失敗', { kind: 'shipping.ship-info', verdicts: ['failed'] }],
    ['エラー 受注完了ステータス反映', { kind: 'shipping.completion', verdicts: ['failed'] }],
    ['ステータス取得 11月', { kind: 'shipping.status', ...NOVEMBER }],
    ['ข้อมูลจัดส่ง ไม่สำเร็จ', { kind: 'shipping.ship-info', verdicts: ['failed'] }],
    ['thông tin giao hàng thất bại', { kind: 'shipping.ship-info', verdicts: ['failed'] }],
    ['thong tin giao hang that bai', { kind: 'shipping.ship-info', verdicts: ['failed'] }],
    ['10000001 要対応', { order: '10000001', verdicts: ['held'] }],
    ['#７１００００００１', { mall: '710000001' }],
    ['this month done', { verdicts: ['booked'], ...NOVEMBER }],
  ];
  for (const [said, expected] of table)
    it(`reads “${said}”`, () => {
      assert.deepEqual(readHistoryFilter(said, about), { left: '', ...expected });
    });

  it('names a run by its button', () => {
    assert.deepEqual(readHistoryFilter('run:abc', about), { run: 'abc', left: '' });
  });

  it('leaves over what it does not know', () => {
    assert.equal(readHistoryFilter('failed yesterdayish', about).left, 'yesterdayish');
  });
});
