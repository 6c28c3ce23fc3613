import type { ActionRow, Tx } from '../core/ledger.ts';
import type { Action, Message } from '../core/message.ts';
import type { Address, Reader, StoredAction } from '../core/platform.ts';
import type { House } from './house.ts';
import { randomUUID } from 'node:crypto';

/** How long a button that does something may be tapped, and one that only opens something. */
const CONFIRM_LASTS = 15 * 60_000;
const OPEN_LASTS = 7 * 24 * 3_600_000;

export type Post = { key: string; address: Address; reader: Reader; message: Message };

/**
 * Puts a message into the outbox with its buttons and the job that delivers it, all in the caller's transaction. One
 * message per key, however often it is posted.
 */
export async function post(
  house: House,
  tx: Tx,
  { key, address, reader, message }: Post,
): Promise<void> {
  const now = house.clock.now().epochMilliseconds;
  const id = house.tokens.newId();
  const stored = storeActions(house, message, { address, reader, now, outbox: id });
  const added = await tx.outbox.add({
    id,
    key,
    address,
    reader,
    message: stored.message,
    state: 'waiting',
    retryKey: randomUUID(),
    firstAttemptAt: null,
    via: null,
    ref: null,
    error: null,
    createdAt: now,
    sentAt: null,
  });
  if (!added) return;
  await tx.actions.add(stored.rows);
  const group = `deliver:${address.platform}:${address.conversation}`;
  await house.queue.enqueue(tx, { kind: 'deliver', payload: { id }, group, priority: 0 });
}

type Shown = { address: Address; reader: Reader; now: number; outbox: string };

function storeActions(
  house: House,
  message: Message,
  shown: Shown,
): { message: Message; rows: ActionRow[] } {
  const actions = (message.actions ?? []).map((action) => withId(house, action));
  const choices = (message.choices ?? []).map((action) => withId(house, action));
  const confirm = actions.find((action) => action.kind === 'confirm')?.id ?? null;
  const rows = [...actions, ...choices].flatMap((action) => rowOf(action, confirm, shown));
  return { message: { ...message, actions, choices }, rows };
}

function withId(house: House, action: Action): StoredAction {
  return { ...action, id: house.tokens.newId() };
}

function rowOf(
  action: StoredAction,
  confirm: string | null,
  { address, reader, now, outbox }: Shown,
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
      outbox,
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
