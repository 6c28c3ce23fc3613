import { z } from 'zod';
import {
  defineRun,
  type Page,
  type RunDefinition,
  type RunEnd,
  type WorkContext,
} from '../../core/run.ts';
import type { Message } from '../../core/message.ts';
import { text } from '../../core/text.ts';
import { statesOf } from './book.ts';
import { BOTH, type Both, bookingOf } from './connections.ts';
import { countFields, Counts, countUp, sumOf } from './count.ts';
import { bookedByOthers } from './match.ts';
import { open } from './messages.ts';
import { isClosed, isOfMonth, matchedSince, startOf, windowOf } from './months.ts';

/** The system that counts of months are kept under. */
export const COUNTED = 'peak.count';
const Params = z.object({ month: z.string() });
const Cursor = z.object({
  /** The page of PEAK's receipts to be looked through next; null once all were. */
  match: z.int().nullable(),
  after: z.string().nullable(),
  counts: Counts,
});
type Cursor = z.infer<typeof Cursor>;

const definition: RunDefinition<z.infer<typeof Params>, Cursor, Both> = {
  kind: 'receipts.count',
  uses: BOTH,
  params: Params,
  cursor: Cursor,
  first: () => ({ match: 1, after: null, counts: {} }),
  page: ({ params, cursor }, context) => page(params.month, cursor, context),
  end: ({ params, run }, context) => end(params.month, run.id, context),
};

/** Looks at a month before anything is booked: how many bills are ready, and why the others are not. */
export const countRun = defineRun(definition);

async function page(
  month: string,
  cursor: Cursor,
  context: WorkContext & Both,
): Promise<Page<Cursor>> {
  const booking = bookingOf(context.connections);
  if (cursor.match !== null) {
    const at = { since: matchedSince(month), from: cursor.match };
    const { orders, next } = await bookedByOthers(booking, context, at);
    return { next: { ...cursor, match: next }, verdicts: [], orders };
  }
  const days = windowOf(month, booking.sync, context.page365.widen);
  const { bills, unreadable, next } = await context.page365.bills(days, cursor.after);
  const ours = bills.filter((bill) => isOfMonth(bill, month, booking.sync));
  const states = await statesOf({ booking, context }, ours);
  const counts = countUp(cursor.counts, { states, unreadable: unreadable.length, booking });
  if (next !== null) return { next: { ...cursor, after: next, counts }, verdicts: [] };
  const summary = {
    system: COUNTED,
    order: month,
    reason: 'counted',
    detail: counts,
  } as const;
  return { next: null, verdicts: [{ ...summary, verdict: 'skipped' }] };
}

async function end(month: string, run: string, context: WorkContext & Both): Promise<RunEnd> {
  const [row] = await context.decided(run, ['skipped'], 1);
  const counts = Counts.safeParse(row?.detail).data;
  if (counts === undefined)
    return { message: { tone: 'warn', title: text('receipts.count.stopped') } };
  return { message: countMessage(month, counts, context) };
}

function countMessage(month: string, counts: Counts, context: WorkContext): Message {
  const { shop, now } = context;
  const all = sumOf(counts);
  const ready = counts.READY ?? 0;
  const closed = isClosed(month, now);
  const byShipping = ready > 0 && bookingOf(context.connections).receipts.date === 'shipped';
  return {
    tone: all === 0 || closed ? 'warn' : 'plain',
    title: text(all === 0 ? 'receipts.count.nothing' : 'receipts.count.title', {
      month: { at: startOf(month), as: 'month' },
      all,
      ready,
      shop: shop.name,
    }),
    lines: [
      ...(closed && ready > 0 ? [text('receipts.count.closed')] : []),
      ...(byShipping ? [text('receipts.count.shipped-date')] : []),
      ...(ready > 0 ? [text('receipts.count.changes')] : []),
    ],
    fields: countFields(counts),
    ...(ready > 0 && {
      actions: [
        open(closed ? 'labels.receipts.start-anyway' : 'labels.receipts.start', 'backfill', {
          system: 'page365',
          month,
          go: 'yes',
        }),
      ],
    }),
  };
}
