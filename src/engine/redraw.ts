import { z } from 'zod';
import { UpstreamError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { ActionRow, Tx } from '../core/ledger.ts';
import { text } from '../core/text.ts';
import { draw } from './deliver.ts';
import { type House, platformOf } from './house.ts';

const Payload = z.object({ id: z.string(), by: z.string(), at: z.string() });

/**
 * A card that was decided loses its buttons and says who decided, where the platform can draw a sent message anew.
 * Elsewhere the button is dead all the same.
 */
export async function retire(
  house: House,
  tx: Tx,
  { outbox }: ActionRow,
  by: string,
): Promise<void> {
  if (outbox === null) return;
  const row = await tx.outbox.get(outbox);
  if (row === null || platformOf(house, row.address.platform).redraw === undefined) return;
  const at = house.clock.now().toString();
  const group = `deliver:${row.address.platform}:${row.address.conversation}`;
  await house.queue.enqueue(tx, {
    kind: 'redraw',
    payload: { id: outbox, by, at },
    group,
    priority: 0,
  });
}

/** Draws a decided card without its buttons. A card that is gone or may not be changed stays as it is. */
export async function redraw(house: House, payload: Json): Promise<void> {
  const { id, by, at } = Payload.parse(payload);
  const row = await house.ledger.outbox.get(id);
  if (row === null || row.ref === null) return;
  const note = text('talk.decided.note', { name: by, at: { at, as: 'time' } });
  const { actions: _, choices: __, ...facts } = row.message;
  const message = { ...facts, lines: [...(facts.lines ?? []), note] };
  try {
    await platformOf(house, row.address.platform).redraw?.(
      row.ref,
      await draw(house, { ...row, message }),
    );
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.effect !== 'refused') throw error;
    house.log.info({ outbox: id, code: error.code }, 'a decided card could not be drawn anew');
  }
}
