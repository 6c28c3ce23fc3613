import { z } from 'zod';
import type { BillPage } from '../../clients/page365/schema.ts';
import {
  type Decided,
  defineRun,
  type Page,
  type RunDefinition,
  type WorkContext,
} from '../../core/run.ts';
import { backfillEnd } from './backfill-end.ts';
import { bookAll, idsOf, left, untilKnown } from './book-all.ts';
import { BOTH, type Both, bookingOf } from './connections.ts';
import { Counts, sumOf } from './count.ts';
import { COUNTED } from './count-run.ts';
import { bookedByOthers } from './match.ts';
import { isOfMonth, matchedSince, windowOf } from './months.ts';
import type { Desk } from './outcome.ts';
import { inParallel } from './pool.ts';

/** Page365 is asked gently. */
const READS = 2;
/** Bills read by their ids for one page. */
const BATCH = 50;
/** With so many bills waiting for their outcome, these come first: what a page has to remember stays small. */
const WAITING = 100;

/** A month of bills, or some by their ids: what failed before, or one that a person asked about. */
export const BackfillParams = z.union([
  z.object({ month: z.string().regex(/^\d{4}-\d{2}$/) }),
  z.object({ bills: z.array(z.string()).min(1), month: z.null() }),
]);
export type BackfillParams = z.infer<typeof BackfillParams>;

const Cursor = z.object({
  step: z.enum(['match', 'bills', 'later']),
  /** The page of PEAK's receipts to be looked through next. */
  match: z.int(),
  /** Page365's cursor, or how many of the ids are done. */
  after: z.string().nullable(),
  /** Whether every bill was taken up. */
  over: z.boolean(),
  /** Ids of bills whose outcome is not known yet. */
  later: z.array(z.string()),
});
type Cursor = z.infer<typeof Cursor>;

const definition: RunDefinition<BackfillParams, Cursor, Both> = {
  kind: 'receipts.backfill',
  uses: BOTH,
  params: BackfillParams,
  cursor: Cursor,
  first: ({ month }) => ({
    step: month === null ? 'bills' : 'match',
    match: 1,
    after: null,
    over: false,
    later: [],
  }),
  size: (params) => (params.month === null ? params.bills.length : null),
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
  // A person asks for these bills: one whose receipt was voided gets a new one.
  const desk: Desk = { booking: bookingOf(context.connections), context, again: true };
  if (cursor.step === 'match') return match(params, cursor, desk);
  if (cursor.step === 'later') return finishLater(cursor, desk);
  const { bills, unreadable, next } = await billsOf(params, cursor, desk);
  const booked = await bookAll(desk, bills);
  const leaves = left(booked);
  const later = [...cursor.later, ...idsOf(bills, booked)];
  const over = next === null;
  const step = over || later.length >= WAITING ? 'later' : 'bills';
  const done = over && later.length === 0;
  return {
    next: done ? null : { ...cursor, step, after: next, over, later },
    ...(step === 'later' && { notBefore: untilKnown(booked) }),
    ...leaves,
    verdicts: [...leaves.verdicts, ...unreadable.map(unreadableVerdict)],
  };
}

/** A bill with something in it that nobody has met is known by its id alone. */
function unreadableVerdict(id: string): Decided {
  return { system: 'peak', order: `id ${id}`, verdict: 'failed', reason: 'UNREADABLE' };
}

/** Bills that PEAK's own connector or people booked before are marked first, so that none is booked twice. */
async function match(
  { month }: BackfillParams,
  cursor: Cursor,
  { booking, context }: Desk,
): Promise<Page<Cursor>> {
  if (month === null) return { next: { ...cursor, step: 'bills' }, verdicts: [] };
  const at = { since: matchedSince(month), from: cursor.match };
  const { orders, next } = await bookedByOthers(booking, context, at);
  const total = await countedBefore(month, context);
  return {
    next: next === null ? { ...cursor, step: 'bills' } : { ...cursor, match: next },
    verdicts: [],
    orders,
    ...(total !== null && { total }),
  };
}

/** How many bills the month had when it was counted; null when nobody did. */
async function countedBefore(month: string, { verdicts }: WorkContext): Promise<number | null> {
  const [row] = await verdicts(COUNTED, month, 1);
  const counts = Counts.safeParse(row?.detail);
  if (!counts.success) return null;
  return sumOf(counts.data);
}

async function billsOf(
  params: BackfillParams,
  { after }: Cursor,
  { booking, context }: Desk,
): Promise<BillPage> {
  const { page365 } = context;
  if (params.month === null) {
    const start = Number(after ?? '0');
    const ids = params.bills.slice(start, start + BATCH);
    const found = await inParallel(ids, READS, (id) => page365.bill(id));
    const end = start + ids.length;
    return {
      bills: found.filter((bill) => bill !== null),
      unreadable: [],
      next: end < params.bills.length ? String(end) : null,
    };
  }
  const { month } = params;
  const days = windowOf(month, booking.sync, page365.widen);
  const { bills, ...page } = await page365.bills(days, after);
  return { ...page, bills: bills.filter((bill) => isOfMonth(bill, month, booking.sync)) };
}

/** Those whose outcome was not known, then on with the others. */
async function finishLater(cursor: Cursor, desk: Desk): Promise<Page<Cursor>> {
  const found = await inParallel(cursor.later, READS, (id) => desk.context.page365.bill(id));
  const bills = found.filter((bill) => bill !== null);
  const booked = await bookAll(desk, bills);
  const later = idsOf(bills, booked);
  const leaves = left(booked);
  if (later.length > 0)
    return { next: { ...cursor, later }, notBefore: untilKnown(booked), ...leaves };
  const next = cursor.over ? null : { ...cursor, step: 'bills' as const, later };
  return { next, ...leaves };
}
