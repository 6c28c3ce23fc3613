import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publicHolidays } from '../../src/lib/holidays.ts';

describe('public holidays', () => {
  it('are told by country and year, every day of those that last', async () => {
    const [thai, vietnamese, japanese] = await Promise.all(
      ['TH', 'VN', 'JP'].map((country) => publicHolidays(country, 2026)),
    );

    for (const date of ['2026-01-01', '2026-04-13', '2026-04-14', '2026-04-15', '2026-12-10'])
      assert.ok(thai?.includes(date), `TH ${date}`);
    for (const date of ['2026-02-17', '2026-04-30', '2026-05-01', '2026-09-02'])
      assert.ok(vietnamese?.includes(date), `VN ${date}`);
    for (const date of ['2026-01-12', '2026-05-06', '2026-09-22', '2026-11-23'])
      assert.ok(japanese?.includes(date), `JP ${date}`);
  });

  it('leave out days that are no day off', async () => {
    const thai = await publicHolidays('TH', 2026);

    assert.ok(!thai.includes('2026-02-14'));
  });
});
