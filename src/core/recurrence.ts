import type { Recurrence } from './settings.ts';

/** Longer than any two occurrences are apart, also across a day that a zone left out. */
const REACH_DAYS = 70;

/**
 * The first occurrence after an instant, by the clock on the wall in the zone. A time that does not exist because clocks
 * went forward becomes the first moment that does; one that comes twice counts the first time. Day 31 is a month's last.
 */
export function nextOccurrence(
  when: Recurrence,
  { zone, after }: { zone: string; after: Temporal.Instant },
): Temporal.Instant {
  const time = Temporal.PlainTime.from(when.at);
  // A gap can move an occurrence of yesterday into today.
  let date = after.toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 1 });
  for (let day = 0; day < REACH_DAYS; day += 1, date = date.add({ days: 1 })) {
    if (!isOn(when, date)) continue;
    const instant = instantOf(date.toPlainDateTime(time), zone);
    if (Temporal.Instant.compare(instant, after) > 0) return instant;
  }
  throw new Error(`no day within ${REACH_DAYS} fits ${JSON.stringify(when)}`);
}

function isOn(when: Recurrence, date: Temporal.PlainDate): boolean {
  if (when.every === 'day') return true;
  if (when.every === 'week') return date.dayOfWeek === when.on;
  return date.day === Math.min(when.on, date.daysInMonth);
}

function instantOf(wanted: Temporal.PlainDateTime, zone: string): Temporal.Instant {
  const zoned = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (zoned.toPlainDateTime().equals(wanted)) return zoned.toInstant();
  const gap = zoned.getTimeZoneTransition('next');
  if (gap === null) throw new Error(`${wanted.toString()} does not exist in ${zone}`);
  return gap.toInstant();
}
