import { z } from 'zod';
import type { Bill } from '../../clients/page365/schema.ts';
import { defineRun, type Page, type RunDefinition, type WorkContext } from '../../core/run.ts';
import { backfillEnd } from './backfill-end.ts';
import { type Booked, type Desk, statesOf, takeUp } from './book.ts';
import { BOTH, type Both, bookingOf } from './connections.ts';
import { bookedByOthers } from './match.ts';
import { isOfMonth, windowOf } from './months.ts';
import { inParallel } from './pool.ts';

/** PEAK takes so many POSTs at once for one user token. PEAK API reference, rate limits. */
const AT_ONCE = 5;
/** Receipts of somebody else may be dated so long before the month of the bill. */
const MATCH_BACK = 2;

/** A month of bills, or some by their ids: what failed before, or one that a person asked about. */
export const BackfillParams = z.union([
  z.object({ month: z.string().regex(/^\d{4}-\d{2}$/) }),
  z.object({ bills: z.array(z.string()).min(1), month: z.null() }),
]);
export type BackfillParams = z.infer<typeof BackfillParams>;

const Cursor = z.object({
  step: z.enum(['match', 'bills', 'later']),
  /** Page365's cursor, or how many of the ids are done. */
  after: z.string().nullable(),
  /** Ids of bills whose outcome is not known yet. */
  later: z.array(z.string()),
  seen: z.int(),
});
type Cursor = z.infer<typeof Cursor>;

const definition: RunDefinition<BackfillParams, Cursor, Both> = {
  kind: 'receipts.backfill',
  uses: BOTH,
  params: BackfillParams,
  cursor: Cursor,
  first: ({ month }) => ({
    step: month === null ? 'bills' : 'match',
    after: null,
    later: [],
    seen: 0,
  }),
  page: ({ params, cursor }, context) => page(params, cursor, context),
  end: (ended, context) => backfillEnd(ended, context),
};

/** `backfill page365 <month>`: every bill of a month, each once. */
export const backfillRun = defineRun(definition);

async function page(
  params: BackfillParams,
  cursor: Cursor,
  context: WorkContext & Both,
): Promise<Page<Cursor>> {
  const desk: Desk = { booking: bookingOf(context.connections), context };
  if (cursor.step === 'match') return match(params, cursor, desk);
  if (cursor.step === 'later') return finishLater(cursor, desk);
  const { bills, next } = await billsOf(params, cursor, desk);
  const booked = await bookAll(desk, bills);
  const seen = cursor.seen + bills.length;
  const later = [...cursor.later, ...idsOf(bills, booked)];
  const following: Cursor =
    next === null
      ? { step: 'later', after: null, later, seen }
      : { ...cursor, after: next, later, seen };
  return {
    next: following.step === 'later' && later.length === 0 ? null : following,
    ...left(booked),
  };
}

/** Bills that PEAK's own connector or people booked before are marked first, so that none is booked twice. */
async function match(
  { month }: BackfillParams,
  cursor: Cursor,
  { booking, context }: Desk,
): Promise<Page<Cursor>> {
  const since =
    month === null
      ? ''
      : Temporal.PlainYearMonth.from(month).subtract({ months: MATCH_BACK }).toString();
  const orders = await bookedByOthers(booking, context, since);
  return { next: { ...cursor, step: 'bills' }, verdicts: [], orders };
}

async function billsOf(
  params: BackfillParams,
  { after }: Cursor,
  { booking, context }: Desk,
): Promise<{ bills: Bill[]; next: string | null }> {
  const { page365 } = context;
  if (params.month === null) {
    const start = Number(after ?? '0');
    const ids = params.bills.slice(start, start + 50);
    const found = await inParallel(ids, 2, (id) => page365.bill(id));
    const end = start + ids.length;
    return {
      bills: found.filter((bill) => bill !== null),
      next: end < params.bills.length ? String(end) : null,
    };
  }
  const { month } = params;
  const days = windowOf(month, booking.sync, page365.widen);
  const { bills, next } = await page365.bills(days, after);
  return { bills: bills.filter((bill) => isOfMonth(bill, month, booking.sync)), next };
}

async function finishLater(cursor: Cursor, desk: Desk): Promise<Page<Cursor>> {
  const found = await inParallel(cursor.later, 2, (id) => desk.context.page365.bill(id));
  const bills = found.filter((bill) => bill !== null);
  const booked = await bookAll(desk, bills);
  const later = idsOf(bills, booked);
  const dates = booked.flatMap((each) => (each.later === null ? [] : [each.later]));
  if (later.length === 0) return { next: null, ...left(booked) };
  return { next: { ...cursor, later }, notBefore: Math.min(...dates), ...left(booked) };
}

export async function bookAll(desk: Desk, bills: readonly Bill[]): Promise<Booked[]> {
  const states = await statesOf(desk, bills);
  return inParallel(bills, AT_ONCE, async (bill) => {
    const state = states.get(bill);
    if (state === undefined) throw new Error(`bill ${bill.number} has no state`);
    return takeUp(desk, bill, state);
  });
}

export function idsOf(bills: readonly Bill[], booked: readonly Booked[]): string[] {
  return bills
    .filter((_bill, index) => (booked[index]?.later ?? null) !== null)
    .map(({ id }) => id);
}

export function left(booked: readonly Booked[]): Pick<Page<never>, 'verdicts' | 'orders'> {
  return {
    verdicts: booked.map(({ verdict }) => verdict),
    orders: booked.filter(({ changed }) => changed).map(({ state }) => state),
  };
}
