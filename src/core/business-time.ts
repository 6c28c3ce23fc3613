/** When a shop works: weekdays with 1 = Monday, times of day, holidays as ISO dates, an IANA zone. */
export type Calendar = {
  days: ReadonlySet<number>;
  from: string;
  to: string;
  holidays: ReadonlySet<string>;
  timeZone: string;
};

const MINUTE = 60_000;
/** A calendar that never opens for this long never does. */
const LONGEST_WAIT_DAYS = 3 * 366;

/**
 * The instant, epoch ms, by which so many minutes of business hours have passed since `start`. A minute is sixty real
 * seconds: on a day when clocks change, hours are as long as they really are. Throws RangeError when the shop never opens.
 */
export function addBusinessMinutes(start: number, minutes: number, calendar: Calendar): number {
  const { timeZone } = calendar;
  let date = Temporal.Instant.fromEpochMilliseconds(start)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  // Hours that end after midnight may have begun the day before.
  date = date.subtract({ days: 1 });
  let left = minutes * MINUTE;
  for (let day = 0; day < LONGEST_WAIT_DAYS; day += 1, date = date.add({ days: 1 })) {
    if (!isBusinessDay(date, calendar)) continue;
    const { opens, closes } = hoursOf(date, calendar);
    const from = Math.max(opens, start);
    if (closes <= from) continue;
    if (left <= closes - from) return from + left;
    left -= closes - from;
  }
  throw new RangeError('the business hours leave no day to work on: check hours and holidays');
}

function isBusinessDay(date: Temporal.PlainDate, { days, holidays }: Calendar): boolean {
  return days.has(date.dayOfWeek) && !holidays.has(date.toString());
}

function hoursOf(
  date: Temporal.PlainDate,
  { from, to, timeZone }: Calendar,
): { opens: number; closes: number } {
  const closing = to <= from ? date.add({ days: 1 }) : date;
  return { opens: instantAt(date, from, timeZone), closes: instantAt(closing, to, timeZone) };
}

function instantAt(date: Temporal.PlainDate, time: string, timeZone: string): number {
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) })
    .epochMilliseconds;
}
