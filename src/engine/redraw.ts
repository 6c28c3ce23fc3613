import { z } from 'zod';
import { UpstreamError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { ActionRow, OutboxRow, Tx } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { Outcome } from '../core/queue.ts';
import { text } from '../core/text.ts';
import { cardOf, enqueueRedraw, revisionOf } from './cards.ts';
import { draw } from './draw.ts';
import { type House, platformOf } from './house.ts';
import { storeActions } from './post.ts';

const Payload = z.object({
  id: z.string(),
  /** Who decided a card that has no record of its own, and when. */
  decided: z.object({ by: z.string(), at: z.string() }).optional(),
});

/**
 * A card that was decided loses its buttons and says who decided, where the platform can draw a sent message anew.
 * Elsewhere the button is dead all the same. One that shows a record is drawn from that instead.
 */
export async function retire(
  house: House,
  tx: Tx,
  { outbox }: ActionRow,
  by: string,
): Promise<void> {
  if (outbox === null) return;
  const row = await tx.outbox.get(outbox);
  if (row === null || row.about !== null) return;
  if (platformOf(house, row.address.platform).redraw === undefined) return;
  const at = house.clock.now().toString();
  const group = `deliver:${row.address.platform}:${row.address.conversation}`;
  await house.queue.enqueue(tx, {
    kind: 'redraw',
    payload: { id: outbox, decided: { by, at } },
    group,
    priority: 0,
  });
}

/** Draws a sent card as it is now. One that is gone or may not be changed stays as it is. */
export async function redraw(house: House, payload: Json): Promise<Outcome | void> {
  const { id, decided } = Payload.parse(payload);
  const row = await house.ledger.outbox.get(id);
  if (row === null || row.ref === null) return;
  if (decided !== undefined) return drawAnew(house, row, decidedMessage(row.message, decided));
  const card = await cardOf(house, house.ledger, row);
  if (card.revision === row.revision) return;
  const now = house.clock.now().epochMilliseconds;
  const stored = storeActions(house, card.message, { ...row, now, fixed: true });
  await house.ledger.write((tx) => tx.actions.add(stored.rows));
  await drawAnew(house, row, stored.message);
  return { write: (tx) => drawn(house, tx, { row, revision: card.revision }) };
}

function decidedMessage(message: Message, { by, at }: { by: string; at: string }): Message {
  const note = text('talk.decided.note', { name: by, at: { at, as: 'time' } });
  const { actions: _, choices: __, ...facts } = message;
  return { ...facts, lines: [...(facts.lines ?? []), note] };
}

async function drawAnew(house: House, row: OutboxRow, message: Message): Promise<void> {
  if (row.ref === null) return;
  try {
    await platformOf(house, row.address.platform).redraw?.(
      row.ref,
      await draw(house, { ...row, message }),
    );
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.effect !== 'refused') throw error;
    house.log.info({ outbox: row.id, code: error.code }, 'a card could not be drawn anew');
  }
}

/** Notes what was drawn, and has it drawn again when the record has moved on meanwhile. */
export async function drawn(
  house: House,
  tx: Tx,
  { row, revision }: { row: OutboxRow; revision: number },
): Promise<void> {
  await tx.outbox.update(row.id, ['sent'], { revision });
  const now = row.about === null ? null : await revisionOf(tx, row.about);
  if (now !== null && now !== revision) await enqueueRedraw(house, tx, row, false);
}
