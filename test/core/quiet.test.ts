import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { quietUntil } from '../../src/core/quiet.ts';

const ms = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;
const text = (at: number | null): string | null =>
  at === null ? null : Temporal.Instant.fromEpochMilliseconds(at).toString();

describe('quiet hours', () => {
  const NIGHT = { from: '22:00', to: '08:00' };
  const NOON = { from: '12:00', to: '13:00' };
  const table = [
    { name: 'before they begin', quiet: NIGHT, now: '2026-11-25T14:59:59Z', until: null },
    {
      name: 'at the minute they begin',
      quiet: NIGHT,
      now: '2026-11-25T15:00:00Z',
      until: '2026-11-26T01:00:00Z',
    },
    {
      name: 'after midnight',
      quiet: NIGHT,
      now: '2026-11-25T20:00:00Z',
      until: '2026-11-26T01:00:00Z',
    },
    { name: 'at the minute they end', quiet: NIGHT, now: '2026-11-26T01:00:00Z', until: null },
    {
      name: 'within a day',
      quiet: NOON,
      now: '2026-11-25T05:30:00Z',
      until: '2026-11-25T06:00:00Z',
    },
    {
      name: 'that begin and end at the same time',
      quiet: { from: '08:00', to: '08:00' },
      now: '2026-11-25T01:00:00Z',
      until: null,
    },
  ];

  for (const { name, quiet, now, until } of table)
    it(`${until === null ? 'do not hold' : 'hold'} ${name}`, () => {
      assert.equal(text(quietUntil(quiet, 'Asia/Bangkok', ms(now))), until);
    });

  it('end when the clock on the wall says so, also in the night it is set forward', () => {
    const until = quietUntil(NIGHT, 'Europe/Berlin', ms('2026-03-28T23:00:00Z'));

    assert.equal(text(until), '2026-03-29T06:00:00Z');
  });
});
