import { z } from 'zod';
import { defineRun, type Page, type RunDefinition, type WorkContext } from '../../core/run.ts';
import { text } from '../../core/text.ts';
import { left } from './backfill-run.ts';
import { readBill } from './bill-state.ts';
import { voidReceipt } from './book.ts';
import { BOTH, type Both, bookingOf } from './connections.ts';
import { inParallel } from './pool.ts';

const BATCH = 25;
const AT_ONCE = 5;
/** Between two looks at a receipt whose voiding is not known yet. */
const AGAIN = 5_000;

const Params = z.object({ run: z.string(), bills: z.array(z.string()) });
const Cursor = z.object({ done: z.int(), later: z.array(z.string()) });
type Cursor = z.infer<typeof Cursor>;

const definition: RunDefinition<z.infer<typeof Params>, Cursor, Both> = {
  kind: 'receipts.undo',
  uses: BOTH,
  params: Params,
  cursor: Cursor,
  first: () => ({ done: 0, later: [] }),
  page: ({ params, cursor }, context) => page(params.bills, cursor, context),
  end: async ({ run, counts }) => ({
    message: {
      tone: run.state === 'running' && counts.failed === 0 ? 'good' : 'warn',
      title: text('receipts.undo.done', { count: counts.booked, failed: counts.failed }),
      lines: [text('receipts.undo.after')],
    },
  }),
};

/** Voids the receipts of bills, each once. */
export const undoRun = defineRun(definition);

async function page(
  bills: readonly string[],
  cursor: Cursor,
  context: WorkContext & Both,
): Promise<Page<Cursor>> {
  const booking = bookingOf(context.connections);
  const fresh = bills.slice(cursor.done, cursor.done + BATCH);
  const numbers = fresh.length > 0 ? fresh : cursor.later;
  const rows = await context.orders.getAll(booking.id, numbers);
  const states = [...rows.values()].map(readBill).filter(({ status }) => status === 'booked');
  const voided = await inParallel(states, AT_ONCE, (state) =>
    voidReceipt({ booking, context }, { number: Number(state.order) }, state),
  );
  const waiting = voided.filter(({ later }) => later !== null);
  const done = cursor.done + fresh.length;
  const before = fresh.length > 0 ? cursor.later : [];
  const later = [...before, ...waiting.map(({ state }) => state.order)];
  const over = done >= bills.length && later.length === 0;
  return {
    next: over ? null : { done, later },
    total: bills.length,
    ...(done >= bills.length && { notBefore: context.now.epochMilliseconds + (over ? 0 : AGAIN) }),
    ...left(voided),
  };
}
