import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addBusinessMinutes, type Calendar } from '../../src/core/business-time.ts';

const WEEK: Calendar = {
  days: new Set([1, 2, 3, 4, 5]),
  from: '09:00',
  to: '18:00',
  holidays: new Set(),
  timeZone: 'Asia/Bangkok',
};

/** Instants are written as the shop's wall clock shows them. */
function after(start: string, minutes: number, change: Partial<Calendar> = {}): string {
  const calendar = { ...WEEK, ...change };
  const zoned = Temporal.PlainDateTime.from(start).toZonedDateTime(calendar.timeZone);
  const end = addBusinessMinutes(zoned.epochMilliseconds, minutes, calendar);
  return Temporal.Instant.fromEpochMilliseconds(end)
    .toZonedDateTimeISO(calendar.timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}

describe('business minutes', () => {
  it('pass as any others during the day', () => {
    assert.equal(after('2026-11-25T10:00', 30), '2026-11-25T10:30');
  });

  it('begin when the shop opens', () => {
    assert.equal(after('2026-11-25T03:00', 10), '2026-11-25T09:10');
  });

  it('go on the next morning', () => {
    assert.equal(after('2026-11-25T17:55', 10), '2026-11-26T09:05');
  });

  it('end at closing time rather than the next morning', () => {
    assert.equal(after('2026-11-25T17:50', 10), '2026-11-25T18:00');
  });

  it('skip the weekend and holidays', () => {
    const holidays = new Set(['2026-11-30']);

    assert.equal(after('2026-11-27T17:55', 10, { holidays }), '2026-12-01T09:05');
  });

  it('span many days', () => {
    assert.equal(after('2026-11-25T09:00', 3 * 9 * 60 + 1), '2026-11-30T09:01');
  });

  it('know hours that end after midnight', () => {
    const night = { from: '20:00', to: '02:00' };

    assert.equal(after('2026-11-26T01:30', 60, night), '2026-11-26T20:30');
    assert.equal(after('2026-11-28T01:30', 60, night), '2026-11-30T20:30');
  });

  it('are real minutes on a day whose clock is set forward or back', () => {
    const berlin = {
      days: new Set([7]),
      from: '00:00',
      to: '12:00',
      timeZone: 'Europe/Berlin',
    };

    assert.equal(after('2026-03-29T01:00', 120, berlin), '2026-03-29T04:00');
    assert.equal(after('2026-10-25T01:00', 120, berlin), '2026-10-25T02:00');
  });

  it('never end where the shop never opens', () => {
    assert.throws(() => after('2026-11-25T10:00', 1, { days: new Set() }), RangeError);
  });
});
