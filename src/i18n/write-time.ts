import type { Locale } from '../core/settings.ts';
import type { WriteText } from './messages.ts';

/** Zones with a name under `zones.`: those of the countries Tenban's shops are in. */
const KNOWN_ZONES = ['Asia/Bangkok', 'Asia/Ho_Chi_Minh', 'Asia/Tokyo'];

type View = { locale: Locale; timeZone: string; shopZone: string; now: number };

/**
 * Date, or date and time, in the shop's zone, named when the reader lives in another. `far` templates carry the year
 * where near ones leave it out: beyond six months either way. The year is the calendar's the locale uses, so a Thai
 * reader sees the Buddhist one.
 */
export function writeTime(
  value: { at: string; as?: 'date' | 'time' | 'month' },
  view: View,
  write: WriteText,
): string {
  const instant = Temporal.Instant.from(value.at);
  const local = instant.toZonedDateTimeISO(view.shopZone);
  if (value.as === 'month')
    return write('formats.month', view.locale, { ...numbersOf(local), ...namesOf(instant, view) });
  const key = `formats.${value.as ?? 'time'}.${isNear(local, view) ? 'near' : 'far'}`;
  const time = write(key, view.locale, { ...numbersOf(local), ...namesOf(instant, view) });
  if (view.timeZone === view.shopZone) return time;
  return write('formats.zoned', view.locale, { time, zone: zoneName(instant, view, write) });
}

/** The shop zone's own name, or its distance from Greenwich when we have none. */
function zoneName(instant: Temporal.Instant, { shopZone, locale }: View, write: WriteText): string {
  if (KNOWN_ZONES.includes(shopZone)) return write(`zones.${shopZone}`, locale, {});
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: shopZone,
    timeZoneName: 'shortOffset',
  });
  return partOf(format.formatToParts(instant.epochMilliseconds), 'timeZoneName');
}

function numbersOf(local: Temporal.ZonedDateTime): Record<string, string> {
  return {
    day: String(local.day),
    dd: twoDigits(local.day),
    month: String(local.month),
    mm: twoDigits(local.month),
    hour: twoDigits(local.hour),
    minute: twoDigits(local.minute),
  };
}

function isNear(local: Temporal.ZonedDateTime, { now }: View): boolean {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(local.timeZoneId);
  const [from, to] = [today.subtract({ months: 6 }), today.add({ months: 6 })];
  return (
    Temporal.ZonedDateTime.compare(local, from) >= 0 &&
    Temporal.ZonedDateTime.compare(local, to) <= 0
  );
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the locale calls this month, weekday and year. Making a format is slow, so each is made once. */
function namesOf(
  instant: Temporal.Instant,
  { locale, shopZone }: View,
): { monthName: string; weekday: string; year: string } {
  const id = `${locale} ${shopZone}`;
  const options = {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    timeZone: shopZone,
  } as const;
  const format = formats.get(id) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(id, format);
  const parts = format.formatToParts(instant.epochMilliseconds);
  return {
    monthName: partOf(parts, 'month'),
    weekday: partOf(parts, 'weekday'),
    year: partOf(parts, 'year'),
  };
}

function partOf(
  parts: readonly Intl.DateTimeFormatPart[],
  type: Intl.DateTimeFormatPartTypes,
): string {
  return parts.find((part) => part.type === type)?.value ?? '';
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
