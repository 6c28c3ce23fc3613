import type { RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { text, type Text } from '../../core/text.ts';
import type { BackfillParams } from './backfill-run.ts';
import { type BillState, readBill } from './bill-state.ts';
import { bookingOf, type Booking } from './connections.ts';

/** The shop's books as its settings are now. */
export async function booksOf({
  settings,
  shop,
}: Pick<RunContext, 'settings' | 'shop'>): Promise<Booking> {
  const connections = await settings.list('connections');
  return bookingOf(connections.filter((connection) => connection.shop === shop.id));
}

/** Rows asked for at once. */
const CHUNK = 500;

/** What is known of bills, by their numbers. */
export async function billsKept(
  numbers: readonly string[],
  { id }: Pick<Booking, 'id'>,
  { orders }: Pick<RunContext, 'orders'>,
): Promise<Map<string, BillState>> {
  const kept = new Map<string, BillState>();
  for (let start = 0; start < numbers.length; start += CHUNK) {
    const rows = await orders.getAll(id, numbers.slice(start, start + CHUNK));
    for (const [number, row] of rows) kept.set(number, readBill(row));
  }
  return kept;
}

/** Starts pulling, and answers with the card that shows how far it is. */
export async function startPull(
  params: BackfillParams,
  title: Text,
  context: RunContext,
): Promise<Message> {
  const { id } = await booksOf(context);
  const { execution, runs } = context;
  if (!(await runs.start({ id: execution, kind: 'receipts.backfill', connection: id, params })))
    throw new UserError('receipts.busy.title', {}, { lines: [text('receipts.busy.remedy')] });
  return { tone: 'wait', title, about: `run:${execution}` };
}
