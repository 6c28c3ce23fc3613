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
import { checkBill } from './check.ts';
import { BOTH, type Both, bookingOf } from './connections.ts';
import { bookedByOthers } from './match.ts';
import { open } from './messages.ts';
import { isClosed, isOfMonth, startOf, windowOf } from './months.ts';

const MATCH_BACK = 2;
const KINDS = [
  'READY',
  'NOT_SHIPPED',
  'UNPAID',
  'NO_PAYMENT_DETAIL',
  'AMOUNT_MISMATCH',
  'ALREADY_IMPORTED',
  'BOOKED_BY_ANOTHER',
  'VOIDED_SOURCE',
] as const;
const Counts = z.partialRecord(z.enum(KINDS), z.int());
type Counts = z.infer<typeof Counts>;

const Params = z.object({ month: z.string() });
const Cursor = z.object({ matched: z.boolean(), after: z.string().nullable(), counts: Counts });
type Cursor = z.infer<typeof Cursor>;

const definition: RunDefinition<z.infer<typeof Params>, Cursor, Both> = {
  kind: 'receipts.count',
  uses: BOTH,
  params: Params,
  cursor: Cursor,
  first: () => ({ matched: false, after: null, counts: {} }),
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
  if (!cursor.matched) {
    const since = Temporal.PlainYearMonth.from(month).subtract({ months: MATCH_BACK }).toString();
    const orders = await bookedByOthers(booking, context, since);
    return { next: { ...cursor, matched: true }, verdicts: [], orders };
  }
  const days = windowOf(month, booking.sync, context.page365.widen);
  const { bills, next } = await context.page365.bills(days, cursor.after);
  const ours = bills.filter((bill) => isOfMonth(bill, month, booking.sync));
  const states = await statesOf({ booking, context }, ours);
  const counts: Counts = { ...cursor.counts };
  for (const [bill, state] of states) {
    const check = checkBill(bill, state);
    const kind = check.ready ? 'READY' : check.reason;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  if (next !== null) return { next: { ...cursor, after: next, counts }, verdicts: [] };
  const summary = {
    system: 'peak.count',
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

function countMessage(month: string, counts: Counts, { shop, now }: WorkContext): Message {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const ready = counts.READY ?? 0;
  const closed = isClosed(month, now);
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
      ...(ready > 0 ? [text('receipts.count.changes')] : []),
    ],
    fields: KINDS.filter((kind) => (counts[kind] ?? 0) > 0).map((kind) => ({
      label: text(`receipts.count.${kind}`),
      value: text('receipts.count.bills', { count: counts[kind] ?? 0 }),
    })),
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
