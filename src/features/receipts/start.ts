import type { RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { text, type Text } from '../../core/text.ts';
import type { BackfillParams } from './backfill-run.ts';
import { bookingOf, type Booking } from './connections.ts';

/** The shop's books as its settings are now. */
export async function booksOf({
  settings,
  shop,
}: Pick<RunContext, 'settings' | 'shop'>): Promise<Booking> {
  const connections = await settings.list('connections');
  return bookingOf(connections.filter((connection) => connection.shop === shop.id));
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
