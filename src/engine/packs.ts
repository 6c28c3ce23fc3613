import type { OutboxRow, Tx } from '../core/ledger.ts';
import { cardOf } from './cards.ts';
import { type House, platformOf } from './house.ts';
import { enqueueDelivery } from './post.ts';

/**
 * The cards that go with another's send, the oldest first. Which they are is fixed before the first attempt, so that a
 * repeat with the same retry key sends the same; a row whose pack is itself goes alone.
 */
export async function ridersOf({ ledger }: House, { id, pack }: OutboxRow): Promise<OutboxRow[]> {
  if (pack === null) return [];
  return (await ledger.outbox.pack(id)).filter((row) => row.id !== id && row.state === 'sending');
}

/**
 * What might go along: what is kept back for want of quota and what waits for its turn in the same conversation. One
 * that is over is left to its own job, which drops it.
 */
export async function candidatesFor(house: House, lead: OutboxRow): Promise<OutboxRow[]> {
  const { packs = 1 } = platformOf(house, lead.address.platform);
  if (packs === 1 || lead.pack !== null) return [];
  const { outbox } = house.ledger;
  const [held, waiting] = await Promise.all([
    outbox.held(lead.conversation, 2 * packs),
    outbox.waiting(lead.conversation, 2 * packs),
  ]);
  const now = house.clock.now().epochMilliseconds;
  const found: OutboxRow[] = [];
  for (const row of [...held.filter(({ error }) => error === 'quota'), ...waiting]) {
    const free = row.address.reply !== undefined && now < row.address.reply.until;
    if (row.id === lead.id || row.pack !== null || free || found.length === packs - 1) continue;
    if (!(await cardOf(house, house.ledger, row)).over) found.push(row);
  }
  return found.toSorted((a, b) => a.createdAt - b.createdAt);
}

/** Takes the lead and the candidates that are still there into one send; null when the lead itself is gone. */
export async function pack(
  tx: Tx,
  { lead, candidates, now }: { lead: OutboxRow; candidates: readonly OutboxRow[]; now: number },
): Promise<OutboxRow[] | null> {
  const sending = { state: 'sending', firstAttemptAt: lead.firstAttemptAt ?? now } as const;
  if (!(await tx.outbox.update(lead.id, ['waiting', 'sending'], sending))) return null;
  const riders: OutboxRow[] = [];
  for (const row of candidates) {
    const change = { ...sending, pack: lead.id, heldUntil: null, error: null };
    if (await tx.outbox.update(row.id, ['held', 'waiting'], change)) riders.push(row);
  }
  if (riders.length > 0) await tx.outbox.update(lead.id, ['sending'], { pack: lead.id });
  return riders;
}

/** The platform refused them together and none was sent: one of them may be why, so each goes alone. */
export async function dissolve(house: House, tx: Tx, rows: readonly OutboxRow[]): Promise<void> {
  for (const row of rows) {
    const alone = { state: 'waiting', pack: row.id, firstAttemptAt: null } as const;
    await tx.outbox.update(row.id, ['sending'], alone);
    await enqueueDelivery(house, tx, row);
  }
}
