import { z } from 'zod';
import type { VerdictRow } from '../../core/ledger.ts';
import { defineRun, type Page, type RunDefinition, type WorkContext } from '../../core/run.ts';
import { text } from '../../core/text.ts';
import { readBill } from './bill-state.ts';
import { left, untilKnown, voidAll } from './book-all.ts';
import { BOTH, type Both, bookingOf } from './connections.ts';
import { madeIn, stillStands } from './made.ts';
import { troubleLines } from './reasons.ts';

const BATCH = 50;
/** Bills named at the end. */
const LISTED = 5;
/** With so many waiting for their outcome, these come first. */
const WAITING = 100;

/** A backfill, and how many of its receipts stood when a person was asked. */
export const UndoParams = z.object({ run: z.string(), count: z.int() });
export type UndoParams = z.infer<typeof UndoParams>;
const Place = z.object({ shop: z.string(), system: z.string(), order: z.string() });
const Waiting = z.object({ order: z.string(), code: z.string() });
const Cursor = z.object({
  /** The last verdict of the backfill that was taken up; null at first. */
  after: Place.nullable(),
  over: z.boolean(),
  /** Receipts whose voiding is not known to have happened yet. */
  later: z.array(Waiting),
  waits: z.boolean(),
});
type Cursor = z.infer<typeof Cursor>;

const definition: RunDefinition<UndoParams, Cursor, Both> = {
  kind: 'receipts.undo',
  uses: BOTH,
  params: UndoParams,
  cursor: Cursor,
  first: () => ({ after: null, over: false, later: [], waits: false }),
  size: ({ count }) => count,
  page: ({ params, cursor }, context) => page(params, cursor, context),
  end: async ({ run, counts }, { decided }) => ({
    message: {
      tone: run.state === 'running' && counts.failed === 0 ? 'good' : 'warn',
      title: text('receipts.undo.done', { count: counts.booked, failed: counts.failed }),
      lines: [
        ...troubleLines(await decided(run.id, ['failed'], LISTED), counts.failed),
        text('receipts.undo.after'),
      ],
    },
  }),
};

/** Voids the receipts of bills, each once. */
export const undoRun = defineRun(definition);

async function page(
  { run }: UndoParams,
  cursor: Cursor,
  context: WorkContext & Both,
): Promise<Page<Cursor>> {
  const booking = bookingOf(context.connections);
  const fresh = cursor.waits ? [] : await nextOf(run, cursor, context);
  const receipts = cursor.waits ? cursor.later : fresh.flatMap(madeIn);
  const rows = await context.orders.getAll(
    booking.id,
    receipts.map(({ order }) => order),
  );
  const codes = new Map(receipts.map(({ order, code }) => [order, code]));
  const states = [...rows.values()]
    .map(readBill)
    .filter((state) => stillStands({ code: codes.get(state.order) ?? '' }, state));
  const voided = await voidAll({ booking, context, again: true }, states);
  const waiting = voided
    .filter(({ later }) => later !== null)
    .map(({ state: { order } }) => ({ order, code: codes.get(order) ?? '' }));
  const later = cursor.waits ? waiting : [...cursor.later, ...waiting];
  const over = cursor.over || (!cursor.waits && fresh.length < BATCH);
  const waits = later.length > 0 && (cursor.waits || over || later.length >= WAITING);
  const { shop = '', system = '', order = '' } = fresh.at(-1) ?? {};
  const after = fresh.length === 0 ? cursor.after : { shop, system, order };
  return {
    next: !over || later.length > 0 ? { after, over, later, waits } : null,
    ...(waits && { notBefore: untilKnown(voided) }),
    ...left(voided),
  };
}

function nextOf(run: string, { after, over }: Cursor, context: WorkContext): Promise<VerdictRow[]> {
  if (over) return Promise.resolve([]);
  return context.walk(run, ['booked'], { limit: BATCH, after: after ?? undefined });
}
