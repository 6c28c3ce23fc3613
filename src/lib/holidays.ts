/**
 * A country's public holidays in a year as ISO dates, by the date-holidays package, which is loaded on first use. Its
 * list for Thailand lacks substitute days and the one for Vietnam is short: shops correct it in their settings.
 */
export async function publicHolidays(country: string, year: number): Promise<string[]> {
  const { default: Holidays } = await import('date-holidays');
  const found = new Holidays(country).getHolidays(year).filter(({ type }) => type === 'public');
  return found.flatMap(({ date, start, end }) => daysFrom(date, end.getTime() - start.getTime()));
}

const DAY = 24 * 3_600_000;

/** The library gives a first day and an end; a day may be an hour longer or shorter. */
function daysFrom(date: string, length: number): string[] {
  const first = Temporal.PlainDate.from(date.slice(0, 10));
  const days = Math.max(1, Math.round(length / DAY));
  return Array.from({ length: days }, (_, index) => first.add({ days: index }).toString());
}
