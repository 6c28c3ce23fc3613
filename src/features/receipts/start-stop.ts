import { z } from 'zod';
import type { BillPage } from '../../clients/page365/schema.ts';
import { type Context, defineCommand, type Preview, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { text } from '../../core/text.ts';
import { askConnector } from './backfill.ts';
import { statesOf } from './book.ts';
import { changeBooks } from './change-options.ts';
import { BOTH, type Booking, type Both } from './connections.ts';
import { countFields, type Counts, countUp, sumOf } from './count.ts';
import { open } from './messages.ts';
import { dayOf, today } from './months.ts';
import { booksOf } from './start.ts';

type Turn = { on: boolean };

/** `peak start`: bills are booked by themselves from now on; first what yesterday would have become. */
export const peakStart = defineCommand<Record<string, never>, Turn, Both>({
  name: 'peak-start',
  role: 'operator',
  exact: true,
  uses: BOTH,
  fields: [],
  input: z.object({}).transform(() => ({})),
  preview: previewStart,
  run: ({ on }, context) => turn(on, context),
});

/** `peak stop`: nothing is booked by itself any more. */
export const peakStop = defineCommand<Record<string, never>, Turn, Both>({
  name: 'peak-stop',
  role: 'operator',
  exact: true,
  uses: BOTH,
  fields: [],
  input: z.object({}).transform(() => ({})),
  preview: async (_given, { shop }) => ({
    plan: { on: false },
    seen: '',
    message: {
      tone: 'warn',
      title: text('receipts.stop.title', { shop: shop.name }),
      lines: [text('receipts.stop.means')],
    },
    confirm: { label: text('labels.receipts.stop') },
    leave: { label: text('labels.back'), said: text('receipts.undo.left') },
  }),
  run: ({ on }, context) => turn(on, context),
});

async function previewStart(
  _given: Record<string, never>,
  context: Context & Both,
): Promise<Preview<Turn>> {
  const booking = await booksOf(context);
  if (booking.sync.connectorOff === null) throw askConnector();
  refuseUnmapped(booking.receipts);
  const counts = await dryRun(context, booking);
  const values = { ready: counts.READY ?? 0, all: sumOf(counts) };
  return {
    plan: { on: true },
    seen: JSON.stringify(counts),
    message: {
      tone: 'plain',
      title: text('receipts.start.title', { shop: context.shop.name }),
      lines: [text('receipts.start.dry', values), text('receipts.start.means')],
      fields: countFields(counts),
    },
    confirm: { label: text('labels.receipts.start-sync') },
    leave: { label: text('labels.back'), said: text('receipts.undo.left') },
  };
}

function refuseUnmapped({
  salesAccount,
  paymentMethods,
}: {
  salesAccount: string;
  paymentMethods: object;
}): void {
  if (salesAccount === '')
    throw new UserError(
      'receipts.start.account.title',
      {},
      {
        actions: [open('commands.peak-account.label', 'peak-account', {})],
      },
    );
  if (Object.keys(paymentMethods).length === 0)
    throw new UserError(
      'receipts.start.payment.title',
      {},
      {
        actions: [open('commands.peak-payment.label', 'peak-payment', {})],
      },
    );
}

/** What the bills created yesterday would become, without booking any. */
async function dryRun(context: Context & Both, booking: Booking): Promise<Counts> {
  const { page365, orders, shop, now } = context;
  const day = today(now).subtract({ days: 1 });
  const days = {
    from: day.subtract({ days: page365.widen }).toString(),
    to: day.add({ days: page365.widen }).toString(),
  };
  let counts: Counts = {};
  let after: string | null = null;
  do {
    const { bills, unreadable, next }: BillPage = await page365.bills(days, after);
    const ours = bills.filter(({ createdAt }) => dayOf(createdAt).equals(day));
    const states = await statesOf({ booking, context: { orders, shop, now } }, ours);
    counts = countUp(counts, { states, unreadable: unreadable.length, booking });
    after = next;
  } while (after !== null);
  return counts;
}

async function turn(on: boolean, context: RunContext): Promise<Message> {
  const { id } = await booksOf(context);
  await changeBooks(context.settings, id, () => ({ on }));
  if (on) await context.runs.cycleNow('receipts.sync', id);
  return {
    tone: 'good',
    title: text(on ? 'receipts.start.done' : 'receipts.stop.done', { shop: context.shop.name }),
  };
}
