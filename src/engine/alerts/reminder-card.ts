import type { Reads } from '../../core/ledger.ts';
import { text, timeAt } from '../../core/text.ts';
import type { CardOf } from '../cards.ts';
import type { House } from '../house.ts';
import { alertCard } from './card.ts';

/** An alert once more, in short, with its buttons; one that has ended looks as it does everywhere. */
export const reminderCard: CardOf = async (house: House, reads: Reads, id, reader) => {
  const row = await reads.alerts.get(id);
  const card = await alertCard(house, reads, id, reader);
  if (row === null || card === null) return null;
  if (row.state === 'resolved' || row.state === 'snoozed') return { ...card, over: true };
  const { number, firstAt, state, message } = row;
  return {
    ...card,
    message: {
      tone: card.message.tone,
      title: text(`alerts.reminder.${state}`, {
        number: String(number),
        title: { text: message.title },
      }),
      lines: [text('alerts.reminder.since', { at: timeAt(firstAt) })],
      ...(card.message.actions !== undefined && { actions: card.message.actions }),
    },
  };
};
