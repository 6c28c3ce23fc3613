import type { Bill } from '../../clients/page365/schema.ts';
import type { SyncOptions } from './connections.ts';

const BANGKOK = 'Asia/Bangkok';
/** Bills may be paid so many days after they were created: the window of created dates reaches that far back. */
const PAID_LATE = 62;
/** Receipts of somebody else may be dated so many months before the month of the bill. */
const MATCH_BACK = 2;
/** ภ.พ.30 is due on the 15th of the next month, eight days later when filed online. https://www.rd.go.th */
const RETURN_DUE = 23;

/** Whether a bill belongs to a month (`2026-11`) of Asia/Bangkok. */
export function isOfMonth(
  bill: Pick<Bill, 'createdAt' | 'paidAt'>,
  month: string,
  { monthBy }: Pick<SyncOptions, 'monthBy'>,
): boolean {
  const at = monthBy === 'paid' ? (bill.paidAt ?? bill.createdAt) : bill.createdAt;
  return dayOf(at).toPlainYearMonth().toString() === month;
}

/** The days of creation to ask Page365 for, so that no bill of the month is missed. */
export function windowOf(
  month: string,
  { monthBy }: Pick<SyncOptions, 'monthBy'>,
  widen: number,
): { from: string; to: string } {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const last = first.add({ months: 1 }).subtract({ days: 1 });
  const back = monthBy === 'paid' ? PAID_LATE : 0;
  return {
    from: first.subtract({ days: back + widen }).toString(),
    to: last.add({ days: widen }).toString(),
  };
}

/** The month from which receipts of somebody else may be about bills of this one. */
export function matchedSince(month: string): string {
  return Temporal.PlainYearMonth.from(month).subtract({ months: MATCH_BACK }).toString();
}

/** Whether the month's VAT return is due already: posting into it means an amended return. */
export function isClosed(month: string, now: Temporal.Instant): boolean {
  const next = Temporal.PlainYearMonth.from(month).add({ months: 1 });
  const due = next.toPlainDate({ day: RETURN_DUE });
  return Temporal.PlainDate.compare(today(now), due) > 0;
}

export function today(now: Temporal.Instant): Temporal.PlainDate {
  return now.toZonedDateTimeISO(BANGKOK).toPlainDate();
}

/** The day of an instant (epoch ms) where Thai shops keep their books. */
export function dayOf(at: number): Temporal.PlainDate {
  return today(Temporal.Instant.fromEpochMilliseconds(at));
}

/** The instant a month begins in Bangkok, for showing it as a month. */
export function startOf(month: string): string {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  return first.toZonedDateTime(BANGKOK).toInstant().toString();
}
