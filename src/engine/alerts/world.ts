import type { AlertRow } from '../../core/alert.ts';
import { countsBusinessHours, type Rules } from '../../core/alert-due.ts';
import type { Calendar } from '../../core/business-time.ts';
import type { World } from '../../core/routing.ts';
import type { Shop } from '../../core/settings.ts';
import { publicHolidays } from '../../lib/holidays.ts';
import type { House } from '../house.ts';

/** What decides who hears of a shop's alerts, as it is now; null when there is no such shop. Not for use inside a unit. */
export async function worldOf({ settings, platforms }: House, shop: string): Promise<World | null> {
  const found = await settings.get('shops', shop);
  if (found === null) return null;
  return {
    shop: found,
    people: await settings.list('people'),
    routes: await settings.list('routes'),
    platforms: new Set(platforms.keys()),
  };
}

/** The same with the shop's calendar, where a step of this alert needs one. */
export async function rulesOf(house: House, alert: AlertRow): Promise<Rules | null> {
  const world = await worldOf(house, alert.shop);
  if (world === null) return null;
  if (!countsBusinessHours(world, alert)) return { world, calendar: null };
  const yearOf = (at: number): number =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(world.shop.timeZone).year;
  const [first, last] = [yearOf(alert.firstAt), yearOf(house.clock.now().epochMilliseconds) + 1];
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return { world, calendar: await calendarOf(world.shop, years) };
}

const HOURS = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };

async function calendarOf(shop: Shop, years: number[]): Promise<Calendar> {
  const { days, from, to } = shop.hours ?? HOURS;
  const country = countryOf(shop);
  const lists =
    country === null ? [] : await Promise.all(years.map((year) => publicHolidays(country, year)));
  const { added = [], removed = [] } = shop.holidays ?? {};
  const kept = lists.flat().filter((date) => !removed.includes(date));
  return {
    days: new Set(days),
    from,
    to,
    holidays: new Set([...kept, ...added]),
    timeZone: shop.timeZone,
  };
}

const COUNTRY_OF_LOCALE: { [locale: string]: string } = { th: 'TH', vi: 'VN', ja: 'JP' };
const COUNTRY_OF_ZONE: { [zone: string]: string } = {
  'Asia/Bangkok': 'TH',
  'Asia/Ho_Chi_Minh': 'VN',
  'Asia/Tokyo': 'JP',
};

function countryOf({ holidays, locale, timeZone }: Shop): string | null {
  return holidays?.country ?? COUNTRY_OF_LOCALE[locale] ?? COUNTRY_OF_ZONE[timeZone] ?? null;
}
