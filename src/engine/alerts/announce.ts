import { z } from 'zod';
import type { AlertRow } from '../../core/alert.ts';
import type { Json } from '../../core/json.ts';
import type { Tx } from '../../core/ledger.ts';
import type { Outcome } from '../../core/queue.ts';
import { firstWants, peaceUntil, type Recipient, recipientsOf } from '../../core/routing.ts';
import type { House } from '../house.ts';
import { conversationOf, post } from '../post.ts';
import { planDigest } from './digest.ts';
import { worldOf } from './world.ts';

const Payload = z.object({ id: z.string() });

/** Has everybody told whom the shop's routes name, once, however often it is called for one alert. */
export async function announce(house: House, tx: Tx, { id }: AlertRow): Promise<void> {
  const job = { kind: 'announce', payload: { id }, key: `announce:${id}`, priority: 1 };
  await house.queue.enqueue(tx, job);
}

/** The job: routes are settings, which are not read inside a unit of the ledger. */
export async function announceNow(house: House, payload: Json): Promise<Outcome | void> {
  const { id } = Payload.parse(payload);
  const row = await house.ledger.alerts.get(id);
  if (row === null || row.state === 'resolved') return;
  const world = await worldOf(house, row.shop);
  if (world === null) return;
  const recipients = recipientsOf(world, firstWants(world, row));
  if (recipients.length === 0)
    house.log.warn({ shop: row.shop, kind: row.kind }, 'an alert reaches nobody: add a route');
  return { write: (tx) => tell(house, tx, { row, recipients, step: '0', about: `alert:${id}` }) };
}

export type Telling = {
  row: AlertRow;
  recipients: readonly Recipient[];
  step: string;
  about: string;
};

/** One card per recipient and step, kept back where somebody's quiet hours are. */
export async function tell(
  house: House,
  tx: Tx,
  { row, recipients, step, about }: Telling,
): Promise<void> {
  const now = house.clock.now().epochMilliseconds;
  for (const recipient of recipients) {
    const { address, reader } = recipient;
    const conversation = conversationOf(address);
    const heldUntil = peaceUntil(recipient, row, now);
    await post(house, tx, {
      key: `alert:${row.id}:${step}:${conversation}`,
      address,
      reader,
      message: row.message,
      weight: row.severity,
      about,
      ...(heldUntil !== null && { heldUntil }),
    });
    if (heldUntil !== null) await planDigest(tx, conversation, heldUntil);
  }
}
