import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { nextOccurrence } from '../../src/core/recurrence.ts';
import type { Recurrence } from '../../src/core/settings.ts';

type Row = [what: string, when: Recurrence, zone: string, after: string, next: string];

const day = (at: string): Recurrence => ({ every: 'day', at });
const week = (on: number, at: string): Recurrence => ({ every: 'week', on, at });
const month = (on: number, at: string): Recurrence => ({ every: 'month', on, at });

const ROWS: Row[] = [
  [
    'today when it is still to come',
    day('03:00'),
    'Asia/Bangkok',
    '2026-11-24T19:59Z',
    '2026-11-24T20:00Z',
  ],
  [
    'tomorrow when it is that moment',
    day('03:00'),
    'Asia/Bangkok',
    '2026-11-24T20:00Z',
    '2026-11-25T20:00Z',
  ],
  [
    'the weekday of the zone, not of UTC',
    week(1, '03:00'),
    'Asia/Bangkok',
    '2026-11-22T10:00Z',
    '2026-11-22T20:00Z',
  ],
  [
    'a week later on the same weekday',
    week(1, '03:00'),
    'Asia/Bangkok',
    '2026-11-22T20:00Z',
    '2026-11-29T20:00Z',
  ],
  [
    'the 1st of the next month',
    month(1, '03:00'),
    'Asia/Bangkok',
    '2026-11-25T03:00Z',
    '2026-11-30T20:00Z',
  ],
  [
    'the last day of a short month for day 31',
    month(31, '03:00'),
    'UTC',
    '2026-01-31T03:00Z',
    '2026-02-28T03:00Z',
  ],
  [
    '29 February in a leap year for day 30',
    month(30, '03:00'),
    'UTC',
    '2028-02-01T00:00Z',
    '2028-02-29T03:00Z',
  ],
  [
    'day 31 again after a short month',
    month(31, '03:00'),
    'UTC',
    '2026-02-28T03:00Z',
    '2026-03-31T03:00Z',
  ],
  [
    'the end of a gap in New York',
    day('02:30'),
    'America/New_York',
    '2026-03-08T00:00Z',
    '2026-03-08T07:00Z',
  ],
  [
    'the usual time the day after that gap',
    day('02:30'),
    'America/New_York',
    '2026-03-08T07:00Z',
    '2026-03-09T06:30Z',
  ],
  [
    'the first of two in New York',
    day('01:30'),
    'America/New_York',
    '2026-11-01T00:00Z',
    '2026-11-01T05:30Z',
  ],
  [
    'not the second of two in New York',
    day('01:30'),
    'America/New_York',
    '2026-11-01T05:30Z',
    '2026-11-02T06:30Z',
  ],
  [
    'the end of a gap in Berlin',
    day('02:00'),
    'Europe/Berlin',
    '2026-03-28T12:00Z',
    '2026-03-29T01:00Z',
  ],
  [
    'not the second of two in Berlin',
    day('02:59'),
    'Europe/Berlin',
    '2026-10-25T00:59Z',
    '2026-10-26T01:59Z',
  ],
  [
    'the end of half an hour’s gap on Lord Howe',
    day('02:15'),
    'Australia/Lord_Howe',
    '2026-10-03T00:00Z',
    '2026-10-03T15:30Z',
  ],
  [
    'the first of two, half an hour apart, on Lord Howe',
    day('01:45'),
    'Australia/Lord_Howe',
    '2026-04-04T00:00Z',
    '2026-04-04T14:45Z',
  ],
  [
    'not the second of two on Lord Howe',
    day('01:45'),
    'Australia/Lord_Howe',
    '2026-04-04T14:45Z',
    '2026-04-05T15:15Z',
  ],
  [
    'the day after one that a zone left out',
    day('12:00'),
    'Pacific/Apia',
    '2011-12-29T22:00Z',
    '2011-12-30T10:00Z',
  ],
];

describe('the next occurrence', () => {
  for (const [what, when, zone, after, next] of ROWS) {
    it(`is ${what}`, () => {
      const found = nextOccurrence(when, { zone, after: Temporal.Instant.from(after) });

      assert.equal(found.toString(), Temporal.Instant.from(next).toString());
    });
  }

  for (const zone of ['America/New_York', 'Europe/Berlin', 'Asia/Bangkok', 'Australia/Lord_Howe']) {
    it(`comes once for every day, in order, for years on end in ${zone}`, () => {
      const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });

      fc.assert(
        fc.property(minutes, fc.integer({ min: 2020, max: 2040 }), (minute, year) => {
          const at = Temporal.PlainTime.from('00:00')
            .add({ minutes: minute })
            .toString()
            .slice(0, 5);
          let after = Temporal.PlainDateTime.from({ year, month: 1, day: 1 })
            .toZonedDateTime(zone)
            .toInstant();
          after = after.subtract({ seconds: 1 });
          const days = new Set<string>();
          for (let count = 0; count < 366; count += 1) {
            const next = nextOccurrence(day(at), { zone, after });
            assert.ok(Temporal.Instant.compare(next, after) > 0);
            days.add(next.toZonedDateTimeISO(zone).toPlainDate().toString());
            after = next;
          }
          assert.equal(days.size, 366);
        }),
        { numRuns: 8 },
      );
    });
  }
});
