import { z } from 'zod';
import { defineRun, type Page, type RunDefinition, type WorkContext } from '../../core/run.ts';
import { BOTH, type Both, bookingOf, isSynced } from './connections.ts';
import { billOf, HINTED, readSince } from './hint.ts';
import { inParallel } from './pool.ts';
import { bookRecent, SYNC_EVERY } from './sync-run.ts';

const BATCH = 50;

const Cursor = z.literal('more');
type Cursor = z.infer<typeof Cursor>;

const definition: RunDefinition<null, Cursor, Both> = {
  kind: 'receipts.hints',
  uses: BOTH,
  params: z.null(),
  cursor: Cursor,
  first: () => 'more',
  every: SYNC_EVERY,
  on: isSynced,
  page: (_at, context) => page(context),
};

/** Reads the bills that webhooks spoke of and books those that are ready, sooner than the cycle that reads all. */
export const hintsRun = defineRun(definition);

async function page(context: WorkContext & Both): Promise<Page<Cursor>> {
  const booking = bookingOf(context.connections);
  const filter = { connection: booking.id, statuses: [HINTED], limit: BATCH };
  const rows = await context.orders.list(filter);
  if (rows.length === 0) return { next: null, verdicts: [] };
  const found = await inParallel(rows, 2, (row) => context.page365.bill(billOf(row)));
  const bills = found.filter((bill) => bill !== null);
  const { waits, ...rest } = await bookRecent({ booking, context }, bills);
  const at = context.now.epochMilliseconds;
  const known = rows.filter((row) => !waits.has(billOf(row)));
  // With nothing but unknown outcomes left, on once the first of them can be known.
  const waiting = known.length === 0 ? { notBefore: Math.min(...waits.values()) } : {};
  return { next: 'more', ...rest, ...waiting, marks: known.map((row) => readSince(row, at)) };
}
