import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keyAge } from '../../../src/features/shipping/key-age.ts';

const SHOP = {
  id: 'komachi',
  name: 'こまち',
  timeZone: 'Asia/Tokyo',
  locale: 'ja',
  version: 1,
} as const;

/** Days before the last day of a key that was issued on 2026-09-01, which is 2026-11-30. */
function warned(now: string): { raised: string | null; settled: string[] } {
  const { raise, settle } = keyAge(SHOP, {
    connection: 'c',
    options: { keyIssuedOn: '2026-09-01' },
    now: Temporal.Instant.from(now),
  });
  return { raised: raise?.cause ?? null, settled: settle.map(({ cause }) => cause) };
}

const cause = (days: number): string => `c:2026-09-01:${days}`;

describe('the age of the key', () => {
  const table: [string, string, number | null][] = [
    ['on the 31st day before', '2026-10-30T14:59:59Z', null],
    ['on the 30th day before, at midnight in the shop', '2026-10-30T15:00:00Z', 30],
    ['on the 8th', '2026-11-22T03:00:00Z', 30],
    ['on the 7th', '2026-11-23T03:00:00Z', 7],
    ['on the last but one', '2026-11-28T03:00:00Z', 7],
    ['on the day before', '2026-11-29T03:00:00Z', 1],
    ['once it is over', '2026-12-02T03:00:00Z', null],
  ];
  for (const [when, now, days] of table)
    it(`is told of ${when}: ${days ?? 'not'}`, () => {
      const { raised, settled } = warned(now);

      assert.equal(raised, days === null ? null : cause(days));
      assert.ok(days === null || !settled.includes(cause(days)));
    });

  it('ends the warning before it', () => {
    assert.deepEqual(warned('2026-11-23T03:00:00Z').settled, [cause(30), cause(1)]);
  });

  it('is not known where nobody has entered the date', () => {
    const known = keyAge(SHOP, {
      connection: 'c',
      options: {},
      now: Temporal.Instant.from('2026-11-23T03:00:00Z'),
    });

    assert.deepEqual(known, { raise: null, settle: [] });
  });
});
