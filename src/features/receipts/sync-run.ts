import { z } from 'zod';
import type { Bill } from '../../clients/page365/schema.ts';
import { defineRun, type Page, type RunDefinition, type WorkContext } from '../../core/run.ts';
import { bookAll, left } from './book-all.ts';
import { BOTH, type Both, bookingOf, isSynced } from './connections.ts';
import { tellLate } from './late.ts';
import { today } from './months.ts';
import type { Booked, Desk } from './outcome.ts';

export const SYNC_EVERY = 15 * 60_000;

const Cursor = z.object({
  after: z.string().nullable(),
  later: z.array(z.string()),
  done: z.boolean(),
});
type Cursor = z.infer<typeof Cursor>;

const definition: RunDefinition<null, Cursor, Both> = {
  kind: 'receipts.sync',
  uses: BOTH,
  params: z.null(),
  cursor: Cursor,
  first: () => ({ after: null, later: [], done: false }),
  every: SYNC_EVERY,
  on: isSynced,
  page: ({ cursor }, context) => page(cursor, context),
};

/** Books what was shipped since, every quarter of an hour, and tells of what should have been booked and is not. */
export const syncRun = defineRun(definition);

async function page(cursor: Cursor, context: WorkContext & Both): Promise<Page<Cursor>> {
  const desk: Desk = { booking: bookingOf(context.connections), context };
  const { page365 } = context;
  const { bills, next } = cursor.done
    ? await laterBills(cursor, context)
    : await page365.bills(windowNow(desk), cursor.after);
  const { waits, ...rest } = await bookRecent(desk, bills);
  const later = [...(cursor.done ? [] : cursor.later), ...waits.keys()];
  const over = next === null && later.length === 0;
  return {
    next: over ? null : { after: next, later, done: next === null },
    ...(next === null && waits.size > 0 && { notBefore: Math.min(...waits.values()) }),
    ...rest,
  };
}

/** What is left of booking bills, and when (epoch ms) the outcome of one that is not known yet can be, by Page365's id. */
type Recent = Pick<Page<never>, 'verdicts' | 'orders' | 'raise' | 'settle'> & {
  waits: Map<string, number>;
};

/** Books the bills that are ready and recent, and tells of those that should have been booked. */
export async function bookRecent(desk: Desk, bills: readonly Bill[]): Promise<Recent> {
  const recent = bills.filter((bill) => isWorthLooking(bill, desk));
  const booked = await bookAll(desk, recent);
  const told = recent.flatMap((bill, index) => {
    const each = booked[index];
    return each === undefined ? [] : [{ id: bill.id, each: tellLate(desk, bill, each) }];
  });
  return {
    ...left(told.flatMap(({ each }) => newsOf(each))),
    waits: new Map(
      told.flatMap(({ id, each: { later } }) => (later === null ? [] : [[id, later]])),
    ),
  };
}

async function laterBills(
  { later }: Cursor,
  { page365 }: WorkContext & Both,
): Promise<{ bills: Bill[]; next: null }> {
  const found = await Promise.all(later.map((id) => page365.bill(id)));
  return { bills: found.filter((bill) => bill !== null), next: null };
}

/** Each cycle sees the same bills again: only what is new about one is written. */
function newsOf(booked: Booked): Booked[] {
  const { state, changed, verdict } = booked;
  const said = `${verdict.verdict} ${verdict.reason}`;
  const known = state.detail.said === said || verdict.reason === 'ALREADY_IMPORTED';
  if (known && !changed && booked.known === undefined) return [];
  const detail = { ...state.detail, said };
  return [{ ...booked, state: { ...state, detail }, changed: true }];
}

function windowNow({ booking, context }: Desk): { from: string; to: string } {
  const day = today(context.now);
  return {
    from: day.subtract({ days: booking.sync.lookBackDays }).toString(),
    to: day.add({ days: context.page365.widen }).toString(),
  };
}

/** What the shop's books are about since PEAK's own connector went off; older bills are a backfill's. */
function isWorthLooking({ createdAt }: Bill, { booking }: Desk): boolean {
  const { connectorOff } = booking.sync;
  if (connectorOff === null) return false;
  const from = Temporal.PlainDate.from(connectorOff).toZonedDateTime('Asia/Bangkok');
  return createdAt >= from.epochMilliseconds;
}
