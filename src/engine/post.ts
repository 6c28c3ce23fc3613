import type { ActionRow, OutboxRow, Tx, Weight } from '../core/ledger.ts';
import type { Action, Message } from '../core/message.ts';
import type { Address, Reader, StoredAction } from '../core/platform.ts';
import type { House } from './house.ts';
import { createHash, randomUUID } from 'node:crypto';

/** How long a button that does something may be tapped, and one that only opens something. */
const CONFIRM_LASTS = 15 * 60_000;
const OPEN_LASTS = 7 * 24 * 3_600_000;

export type Post = {
  key: string;
  address: Address;
  reader: Reader;
  message: Message;
  /** `answer` unless set. */
  weight?: Weight;
  /** The record that the card shows; its buttons are stored when it is drawn. */
  about?: string;
  /** Kept back for somebody's quiet hours until then, epoch ms: nothing is sent before somebody releases it. */
  heldUntil?: number;
};

/**
 * Puts a message into the outbox with its buttons and the job that delivers it, all in the caller's transaction. One
 * message per key, however often it is posted.
 */
export async function post(house: House, tx: Tx, wanted: Post): Promise<void> {
  const { key, address, reader, weight = 'answer', about = null, heldUntil = null } = wanted;
  const now = house.clock.now().epochMilliseconds;
  const id = house.tokens.newId();
  const { message, rows } =
    about === null
      ? storeActions(house, wanted.message, { id, address, reader, now })
      : { message: wanted.message, rows: [] };
  const added = await tx.outbox.add({
    id,
    key,
    address,
    reader,
    message,
    state: heldUntil === null ? 'waiting' : 'held',
    retryKey: randomUUID(),
    firstAttemptAt: null,
    via: null,
    ref: null,
    error: heldUntil === null ? null : 'quiet',
    createdAt: now,
    sentAt: null,
    weight,
    conversation: conversationOf(address),
    about,
    revision: null,
    heldUntil,
    pack: null,
  });
  if (!added) return;
  await tx.actions.add(rows);
  if (heldUntil === null) await enqueueDelivery(house, tx, { id, address, weight });
}

/** Answers go before what nobody asked for. */
export async function enqueueDelivery(
  house: House,
  tx: Tx,
  { id, address, weight }: Pick<OutboxRow, 'id' | 'address' | 'weight'>,
): Promise<void> {
  const group = `deliver:${address.platform}:${address.conversation}`;
  const priority = weight === 'answer' ? 0 : 5;
  await house.queue.enqueue(tx, { kind: 'deliver', payload: { id }, group, priority });
}

/** Lets a message go that was kept back. False when somebody else did. */
export async function release(house: House, tx: Tx, row: OutboxRow): Promise<boolean> {
  const change = { state: 'waiting', heldUntil: null, error: null } as const;
  const freed = await tx.outbox.update(row.id, ['held'], change);
  if (freed) await enqueueDelivery(house, tx, row);
  return freed;
}

type Shown = {
  id: string;
  address: Address;
  reader: Reader;
  now: number;
  /** A card that is drawn again and again: the same button keeps its id. */
  fixed?: true;
};

/** Gives a message's buttons their ids, and the rows that say what they do. */
export function storeActions(
  house: House,
  message: Message,
  shown: Shown,
): { message: Message; rows: ActionRow[] } {
  const named = (list: Action[] = []): StoredAction[] =>
    list.map((action) => ({ ...action, id: idFor(house, action, shown) }));
  const actions = named(message.actions);
  const choices = named(message.choices);
  const confirm = actions.find((action) => action.kind === 'confirm')?.id ?? null;
  const rows = [...actions, ...choices].flatMap((action) => rowOf(action, confirm, shown));
  return { message: { ...message, actions, choices }, rows };
}

function idFor(house: House, action: Action, { id, fixed }: Shown): string {
  if (fixed === undefined || action.kind === 'link') return house.tokens.newId();
  const input = action.kind === 'leave' ? [] : Object.entries(action.input);
  const fields = input
    .map(([name, value]) => `${name}=${value}`)
    .toSorted((a, b) => (a < b ? -1 : 1));
  const what = JSON.stringify([id, action.kind, action.command, ...fields]);
  return createHash('sha256').update(what).digest('base64url').slice(0, 22);
}

function rowOf(
  action: StoredAction,
  confirm: string | null,
  { id, address, reader, now }: Shown,
): ActionRow[] {
  if (action.kind === 'link') return [];
  const lasts = action.kind === 'open' ? OPEN_LASTS : CONFIRM_LASTS;
  return [
    {
      id: action.id,
      kind: action.kind,
      command: action.command,
      input: action.kind === 'leave' ? {} : action.input,
      seen: action.kind === 'confirm' ? (action.seen ?? '') : null,
      shop: reader.shop,
      conversation: conversationOf(address),
      outbox: id,
      of: action.kind === 'leave' ? confirm : null,
      said: action.kind === 'leave' ? action.said : null,
      createdAt: now,
      expiresAt: now + lasts,
      usedBy: null,
      usedAt: null,
    },
  ];
}

/** One text per place where people talk. */
export function conversationOf(address: Address): string {
  return `${address.platform}:${address.conversation}`;
}
