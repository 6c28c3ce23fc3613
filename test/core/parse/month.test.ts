import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { readMonth } from '../../../src/core/parse/month.ts';
import { words } from '../../support/words.ts';

const now = Temporal.PlainDate.from('2026-11-25');
const about = { now, words: words.monthWords() };

function outcome(text: string): string {
  const reading = readMonth(text, about);
  if ('ok' in reading) return String(reading.ok);
  return 'either' in reading ? reading.either.join(' | ') : reading.wrong;
}

describe('readMonth', () => {
  const cases: [string, string][] = [
    ['2026-01', '2026-01'],
    ['2026/1', '2026-01'],
    ['1/2026', '2026-01'],
    ['202601', '2026-01'],
    ['2026年1月', '2026-01'],
    ['2026年01月分', '2026-01'],
    ['１月', '2026-01'],
    ['12月', '2025-12'],
    ['11月', '2026-11'],
    ['令和8年1月', '2026-01'],
    ['R8.1', '2026-01'],
    ['r8/01', '2026-01'],
    ['26年1月', '2026-01'],
    ['先月', '2026-10'],
    ['今月', '2026-11'],
    ['ม.ค. 69', '2026-01'],
    ['ม.ค.69', '2026-01'],
    ['มค 2569', '2026-01'],
    ['มกราคม 2569', '2026-01'],
    ['มกรา ๒๕๖๙', '2026-01'],
    ['เดือนมกราคม ปี 2569', '2026-01'],
    ['มกราคม พ.ศ. 2569', '2026-01'],
    ['มกราคม ค.ศ. 2026', '2026-01'],
    ['พ.ย.', '2026-11'],
    ['ธ.ค.', '2025-12'],
    ['1/2569', '2026-01'],
    ['1/69', '2026-01'],
    ['เดือนที่แล้ว', '2026-10'],
    ['เดือนนี้', '2026-11'],
    ['tháng 1', '2026-01'],
    ['thang 1', '2026-01'],
    ['tháng 1/2026', '2026-01'],
    ['tháng 1 năm 2026', '2026-01'],
    ['T12', '2025-12'],
    ['thg 11', '2026-11'],
    ['tháng năm', '2026-05'],
    ['tháng mười một', '2026-11'],
    ['tháng chạp', '2025-12'],
    ['tháng trước', '2026-10'],
    ['Jan 2026', '2026-01'],
    ['january', '2026-01'],
    ['2026 Jan', '2026-01'],
    ['Sept', '2026-09'],
    ['May', '2026-05'],
    ['last month', '2026-10'],
    ['11', '2026-11'],
    ['Nov 26', '2026-11'],

    ['25/11', '2025-11 | 2026-11'],
    ['11/25', '2025-11 | 2026-11'],
    ['Jan 25', '2025-01 | 2026-01'],

    ['', 'empty'],
    ['13', 'not-a-month'],
    ['0', 'not-a-month'],
    ['2026', 'not-a-month'],
    ['2026-13', 'not-a-month'],
    ['11/12', 'not-a-month'],
    ['22/11/2026', 'not-a-month'],
    ['Jan Feb', 'not-a-month'],
    ['12045', 'not-a-month'],
    ['soon', 'not-a-month'],
    ['month', 'not-a-month'],
    ['last month 2026', 'not-a-month'],
  ];
  for (const [text, expected] of cases) {
    it(`reads "${text}" as ${expected}`, () => {
      const got = outcome(text);

      assert.equal(got, expected);
    });
  }

  it('reads every month of a year without a year as one that has begun', () => {
    const months = Array.from({ length: 12 }, (_, index) => outcome(`${index + 1}月`));

    assert.ok(months.every((month) => month <= '2026-11' && month > '2025-11'));
  });

  it('crosses the year when last month was in another one', () => {
    const reading = readMonth('先月', { ...about, now: Temporal.PlainDate.from('2026-01-31') });

    assert.deepEqual('ok' in reading && String(reading.ok), '2025-12');
  });

  it('never fails', () => {
    const pieces = fc.constantFrom(
      '1',
      '12',
      '2569',
      '/',
      '-',
      '.',
      ' ',
      'R',
      'ม.ค.',
      '月',
      '年',
      'tháng',
      'last month',
      '令和',
      'x',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 7 }).map((all) => all.join('')),
    );

    fc.assert(
      fc.property(texts, (text) => outcome(text) !== ''),
      { numRuns: 3000 },
    );
  });
});
