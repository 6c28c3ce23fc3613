import { z } from 'zod';
import type { AlertRow } from '../../core/alert.ts';
import type { DueRow } from '../../core/due.ts';
import type { OutboxRow, Tx } from '../../core/ledger.ts';
import type { Action, Message } from '../../core/message.ts';
import { text } from '../../core/text.ts';
import { hasLeft } from '../cards.ts';
import type { DueOutcome } from '../dues.ts';
import type { House } from '../house.ts';
import { post, release } from '../post.ts';

const Payload = z.object({ conversation: z.string() });
/** What one night may hold back; the rest comes in the next digest, a moment later. */
const MOST = 200;
const LINES = 20;
const BUTTONS = 10;

/** Has what was kept back for a conversation told at the end of its quiet hours. */
export async function planDigest(tx: Tx, conversation: string, at: number): Promise<void> {
  const key = `digest:${conversation}`;
  const planned = await tx.dues.get(key);
  if (planned !== null && planned.at <= at) return;
  await tx.dues.put({ key, kind: 'digest', at, payload: { conversation } });
}

/** A card that was kept back, and its alert as it is now; null when it is none of the reader's business any more. */
type Kept = { row: OutboxRow; alert: AlertRow | null };

/** In the morning: what is still open as one message per shop, one alert as its own card, what ended not at all. */
export async function digestDue(house: House, due: DueRow): Promise<DueOutcome> {
  const { conversation } = Payload.parse(due.payload);
  const now = house.clock.now().epochMilliseconds;
  const kept: Kept[] = [];
  for (const row of await quietly(house.ledger, conversation))
    if ((row.heldUntil ?? 0) <= now)
      kept.push({
        row,
        alert: (await hasLeft(house, row.reader)) ? null : await alertOf(house, row),
      });
  const shops = Map.groupBy(kept, ({ row }) => row.reader.shop);
  return {
    async write(tx) {
      for (const part of shops.values()) await tellPart(house, tx, part);
      const left = await quietly(tx, conversation);
      if (left.length === 0) return null;
      return Math.max(now, Math.min(...left.map(({ heldUntil }) => heldUntil ?? now)));
    },
  };
}

async function quietly(
  { outbox }: Pick<Tx, 'outbox'> | House['ledger'],
  conversation: string,
): Promise<OutboxRow[]> {
  const held = await outbox.held(conversation, MOST);
  return held.filter(({ error }) => error === 'quiet');
}

/** Cards of an alert name it after the colon. */
function alertOf({ ledger }: House, { about }: OutboxRow): Promise<AlertRow | null> {
  return ledger.alerts.get(about?.split(':')[1] ?? '');
}

async function tellPart(house: House, tx: Tx, part: Kept[]): Promise<void> {
  const open = part.filter(
    ({ alert }) => alert?.state === 'open' || alert?.state === 'acknowledged',
  );
  const alerts = [...new Map(open.map((kept) => [kept.alert?.id, kept])).values()];
  const first = alerts[0];
  const alone = alerts.length === 1 ? first : undefined;
  for (const kept of part) {
    if (kept === alone) await release(house, tx, kept.row);
    else await putAway(house, tx, kept.row, alone === undefined && open.includes(kept));
  }
  if (first === undefined || alone !== undefined) return;
  const { id, address, reader } = first.row;
  await post(house, tx, {
    key: `digest:${id}`,
    address,
    reader,
    message: digestMessage(alerts.flatMap(({ alert }) => alert ?? [])),
    weight: alerts.some(({ row }) => row.weight === 'warning') ? 'warning' : 'info',
  });
}

async function putAway(house: House, tx: Tx, row: OutboxRow, inDigest: boolean): Promise<void> {
  const sentAt = house.clock.now().epochMilliseconds;
  const told = { state: 'sent', via: 'digest', sentAt } as const;
  const change = inDigest ? told : ({ state: 'dropped' } as const);
  await tx.outbox.update(row.id, ['held'], { ...change, heldUntil: null, error: null });
}

function digestMessage(alerts: AlertRow[]): Message {
  const lines = alerts
    .slice(0, LINES)
    .map(({ number, message, count }) =>
      text('alerts.digest.line', { number: String(number), title: { text: message.title }, count }),
    );
  const left = alerts.length - lines.length;
  return {
    tone: 'warn',
    title: text('alerts.digest.title', { count: alerts.length }),
    lines: [...lines, ...(left > 0 ? [text('more', { count: left })] : [])],
    actions: alerts.slice(0, BUTTONS).map(showAction),
  };
}

function showAction({ id, number }: AlertRow): Action {
  const label = text('alerts.digest.show', { number: String(number) });
  return { kind: 'open', label, command: 'alerts', input: { alert: id } };
}
