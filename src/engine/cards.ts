import type { OutboxRow, Reads, Tx } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { Reader } from '../core/platform.ts';
import { alertCard } from './alerts/card.ts';
import { reminderCard } from './alerts/reminder-card.ts';
import { approvalCard } from './approvals/card.ts';
import { runCard } from './runs/card.ts';
import { type House, platformOf } from './house.ts';

/** What a record's card shows now. `over`: there is nothing left to tell somebody who has not been told yet. */
export type Card = { message: Message; revision: number; over: boolean };
/** Reads a record and makes its card for a reader; null when there is no such record. */
export type CardOf = (
  house: House,
  reads: Reads,
  id: string,
  reader: Reader,
) => Promise<Card | null>;

/** Every kind of record that has cards, by the word before the colon. */
const CARDS: { [kind: string]: CardOf } = {
  alert: alertCard,
  reminder: reminderCard,
  approval: approvalCard,
  run: runCard,
};
/** Cards of another kind that show the same record. */
const ALSO: { [kind: string]: string } = { alert: 'reminder' };

/** The card of an outbox row as its record is now; a message without a record never changes. */
export async function cardOf(
  house: House,
  reads: Reads,
  { about, message, reader }: Pick<OutboxRow, 'about' | 'message' | 'reader'>,
): Promise<Card> {
  if (about === null) return { message, revision: 0, over: false };
  const [kind = '', id = ''] = about.split(':', 2);
  const card = await CARDS[kind]?.(house, reads, id, reader);
  if (card === undefined || card === null) return { message, revision: 0, over: true };
  return { ...card, over: card.over || (await hasLeft(house, reader)) };
}

/** Whether a card is for somebody alone who has no role in its shop any more. */
export async function hasLeft({ settings }: House, { person, shop }: Reader): Promise<boolean> {
  if (person === null || shop === null) return false;
  return (await settings.get('people', person))?.roles[shop] === undefined;
}

/** The version of each kind of record, read without anything else: inside a unit only the ledger is asked. */
const VERSIONS: {
  [kind: string]: (reads: Reads, id: string) => Promise<{ version: number } | null>;
} = {
  alert: (reads, id) => reads.alerts.get(id),
  reminder: (reads, id) => reads.alerts.get(id),
  approval: (reads, id) => reads.approvals.get(id),
  run: (reads, id) => reads.runs.get(id),
};

/** Which revision of a record a card drawn now would show; null when there is no such record. */
export async function revisionOf(reads: Reads, about: string): Promise<number | null> {
  const [kind = '', id = ''] = about.split(':', 2);
  return (await VERSIONS[kind]?.(reads, id))?.version ?? null;
}

/** Counts may wait for the next one; what a person did is shown at once. */
const COUNTS_WAIT = 3_000;

/**
 * Has every card of a record drawn anew, where its platform can: to be called in the transaction that changes the record.
 * `soon`: nobody is waiting to see it.
 */
export async function touch(
  house: House,
  tx: Tx,
  about: string,
  { soon = false }: { soon?: boolean } = {},
): Promise<void> {
  const [kind = '', id = ''] = about.split(':', 2);
  const also = ALSO[kind];
  const others = also === undefined ? [] : await tx.outbox.about(`${also}:${id}`);
  for (const row of [...(await tx.outbox.about(about)), ...others])
    if (mayShowLess(row)) await enqueueRedraw(house, tx, row, soon);
}

/** One on its way may have been drawn before this change is committed: it is looked at once it has arrived. */
function mayShowLess({ ref, state }: OutboxRow): boolean {
  return ref !== null || state === 'waiting' || state === 'sending';
}

export async function enqueueRedraw(
  house: House,
  tx: Tx,
  { id, address }: Pick<OutboxRow, 'id' | 'address'>,
  soon: boolean,
): Promise<void> {
  if (platformOf(house, address.platform).redraw === undefined) return;
  await house.queue.enqueue(tx, {
    kind: 'redraw',
    payload: { id },
    key: `redraw:${id}`,
    group: `deliver:${address.platform}:${address.conversation}`,
    ...(soon
      ? { runAt: house.clock.now().epochMilliseconds + COUNTS_WAIT, priority: 5 }
      : { priority: 0 }),
  });
}
