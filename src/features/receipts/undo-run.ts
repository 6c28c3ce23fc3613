import { z } from 'zod';
import { defineRun, type Page, type RunDefinition, type WorkContext } from '../../core/run.ts';
import { text } from '../../core/text.ts';
import { readBill } from './bill-state.ts';
import { left, untilKnown, voidAll } from './book-all.ts';
import { BOTH, type Both, bookingOf } from './connections.ts';

const BATCH = 50;
/** With so many waiting for their outcome, these come first. */
const WAITING = 100;

/** Numbers of bills, each with its receipt: one that was booked anew since has another. */
export const UndoParams = z.object({
  run: z.string(),
  made: z.array(z.tuple([z.string(), z.string()])),
});
export type UndoParams = z.infer<typeof UndoParams>;
const Cursor = z.object({
  done: z.int(),
  /** Numbers of bills whose outcome is not known yet. */
  later: z.array(z.string()),
  waits: z.boolean(),
});
type Cursor = z.infer<typeof Cursor>;

const definition: RunDefinition<UndoParams, Cursor, Both> = {
  kind: 'receipts.undo',
  uses: BOTH,
  params: UndoParams,
  cursor: Cursor,
  first: () => ({ done: 0, later: [], waits: false }),
  page: ({ params, cursor }, context) => page(params, cursor, context),
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
  { made }: UndoParams,
  cursor: Cursor,
  context: WorkContext & Both,
): Promise<Page<Cursor>> {
  const booking = bookingOf(context.connections);
  const receipts = new Map(made);
  const fresh = cursor.waits ? [] : made.slice(cursor.done, cursor.done + BATCH);
  const numbers = cursor.waits ? cursor.later : fresh.map(([number]) => number);
  const rows = await context.orders.getAll(booking.id, numbers);
  const states = [...rows.values()].map(readBill).filter(({ order, status, detail }) => {
    const code = receipts.get(order) ?? '';
    return status === 'booked' && (code === '' || detail.receipt?.code === code);
  });
  const voided = await voidAll({ booking, context, again: true }, states);
  const waiting = voided.filter(({ later }) => later !== null).map(({ state }) => state.order);
  const later = cursor.waits ? waiting : [...cursor.later, ...waiting];
  const done = cursor.done + fresh.length;
  const rest = done < made.length;
  const waits = later.length > 0 && (cursor.waits || !rest || later.length >= WAITING);
  return {
    next: rest || later.length > 0 ? { done, later, waits } : null,
    ...(waits && { notBefore: untilKnown(voided) }),
    total: made.length,
    ...left(voided),
  };
}
