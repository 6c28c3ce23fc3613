import type { Weight } from './ledger-rows.ts';

/** Messages a platform lets us send in a month, null when it counts none, and those it has counted. */
export type Budget = { limit: number | null; used: number };

/**
 * A guess: LINE does not say in which zone its month turns; its company, and so we, count by Tokyo.
 * https://developers.line.biz/en/docs/messaging-api/pricing/
 */
const MONTH_ZONE = 'Asia/Tokyo';
/** The code of an UpstreamError that says: nothing more this month. */
export const BUDGET_SPENT = 'monthly-limit';
/** Percent of a month's messages at which its owners are told. */
const THRESHOLDS = [90, 70] as const;
export type Threshold = (typeof THRESHOLDS)[number];

/** Whether a message that costs may go: the last tenth is for answers and for what is urgent. */
export function mayPush({ limit, used }: Budget, weight: Weight): boolean {
  if (limit === null) return true;
  const precious = weight === 'answer' || weight === 'urgent';
  return used < (precious ? limit : Math.floor(limit * 0.9));
}

/** The highest threshold that was reached, or null. */
export function thresholdOf({ limit, used }: Budget): Threshold | null {
  if (limit === null) return null;
  return THRESHOLDS.find((percent) => used * 100 >= limit * percent) ?? null;
}

/** Messages by the end of the month, should it go on as it began. */
export function forecastOf({ used }: Budget, now: number): number {
  const { start, end } = monthAt(now);
  return Math.round((used * (end - start)) / Math.max(now - start, 24 * 3_600_000));
}

/** The month a message counts in: `2026-11`. */
export function monthOf(now: number): string {
  return monthAt(now).name;
}

function monthAt(now: number): { name: string; start: number; end: number } {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(MONTH_ZONE);
  const start = local.with({ day: 1 }).startOfDay();
  return {
    name: local.toPlainDate().toPlainYearMonth().toString(),
    start: start.epochMilliseconds,
    end: start.add({ months: 1 }).epochMilliseconds,
  };
}
