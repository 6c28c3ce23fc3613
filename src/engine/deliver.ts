import { z } from 'zod';
import { BUDGET_SPENT } from '../core/budget.ts';
import { UpstreamError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { ActionRow, OutboxRow, Tx } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { Outcome } from '../core/queue.ts';
import { cardOf } from './cards.ts';
import { draw } from './draw.ts';
import { elsewhere, wayElsewhere } from './elsewhere.ts';
import { type House, platformOf } from './house.ts';
import { candidatesFor, dissolve, pack, ridersOf } from './packs.ts';
import { storeActions } from './post.ts';
import { hold, mayGo, quotaAlarm } from './quota.ts';
import { drawn } from './redraw.ts';
import { countSavings } from './savings.ts';

const Payload = z.object({ id: z.string() });

/** A platform may be away for hours; an answer of yesterday helps nobody. */
const GIVE_UP_AFTER = 24 * 3_600_000;
const LONGEST_PAUSE = 5 * 60_000;

/**
 * Sends one outbox row, and with it what waits for the same conversation where the platform takes several. They are marked
 * `sending` before the platform is asked, so an attempt whose answer was lost is known to have been one; the words are
 * chosen now, in the reader's language of now, and from the record as it is now.
 */
export async function deliver(house: House, payload: Json): Promise<Outcome | void> {
  const { id } = Payload.parse(payload);
  const lead = await house.ledger.outbox.get(id);
  if (lead === null || !['waiting', 'sending'].includes(lead.state)) return;
  if (lead.pack !== null && lead.pack !== id) return;
  const packed = await ridersOf(house, lead);
  // Whoever asked to see a record is answered, also when it is over.
  const unasked = packed.length === 0 && lead.weight !== 'answer';
  if (unasked && (await cardOf(house, house.ledger, lead)).over)
    return {
      write: async (tx) =>
        void (await tx.outbox.update(id, ['waiting', 'sending'], { state: 'dropped' })),
    };
  if (lead.firstAttemptAt === null && !(await mayGo(house, lead)))
    return { write: (tx) => hold(house, tx, [lead]) };
  const riders = await begin(house, lead, packed);
  if (riders === null) return;
  const rows = [lead, ...riders];
  try {
    return await sendAll(house, rows);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return afterFailure(house, rows, error);
  }
}

/** Fixes what goes in this send; a send that was begun before stays as it was. Null when there is nothing to send. */
async function begin(
  house: House,
  lead: OutboxRow,
  packed: OutboxRow[],
): Promise<OutboxRow[] | null> {
  const fresh = lead.firstAttemptAt === null;
  const candidates = fresh ? await candidatesFor(house, lead) : [];
  const now = house.clock.now().epochMilliseconds;
  const riders = await house.ledger.write((tx) => pack(tx, { lead, candidates, now }));
  return riders === null ? null : [...packed, ...riders];
}

type Shown = { row: OutboxRow; message: Message; revision: number; actions: ActionRow[] };

async function sendAll(house: House, rows: readonly OutboxRow[]): Promise<Outcome> {
  const shown: Shown[] = [];
  for (const row of rows) shown.push(await show(house, row));
  const actions = shown.flatMap((each) => each.actions);
  if (actions.length > 0) await house.ledger.write((tx) => tx.actions.add(actions));
  const [first, ...others] = shown;
  if (first === undefined) throw new Error('there is nothing to send');
  const { address, retryKey, firstAttemptAt } = first.row;
  const more = await Promise.all(
    others.map(({ row, message }) => draw(house, { ...row, message })),
  );
  const { via, ref = null } = await platformOf(house, address.platform).send({
    address,
    message: await draw(house, { ...first.row, message: first.message }),
    retryKey,
    firstAttemptAt,
    ...(more.length > 0 && { more }),
  });
  const sent = { shown, via, ref };
  const alarm = via === 'push' ? await quotaAlarm(house, address.platform) : null;
  return {
    async write(tx) {
      await markSent(house, tx, sent);
      await alarm?.(tx);
    },
  };
}

/** A card as its record is now, its buttons ready to be stored; a message without a record has its own. */
async function show(house: House, row: OutboxRow): Promise<Shown> {
  if (row.about === null) return { row, message: row.message, revision: 0, actions: [] };
  const card = await cardOf(house, house.ledger, row);
  const now = house.clock.now().epochMilliseconds;
  const { message, rows } = storeActions(house, card.message, { ...row, now, fixed: true });
  return { row, message, revision: card.revision, actions: rows };
}

type Sent = { shown: readonly Shown[]; via: string; ref: string | null };

async function markSent(house: House, tx: Tx, { shown, via, ref }: Sent): Promise<void> {
  const sentAt = house.clock.now().epochMilliseconds;
  for (const [index, { row, revision }] of shown.entries()) {
    const known = index === 0 ? ref : null;
    await tx.outbox.update(row.id, ['sending'], { state: 'sent', via, ref: known, sentAt });
    if (row.about !== null) await drawn(house, tx, { row: { ...row, ref: known }, revision });
  }
  const [lead] = shown;
  if (lead === undefined) return;
  const { id, address } = lead.row;
  await countSavings(house, tx, { id, platform: address.platform, via, riders: shown.length - 1 });
}

async function afterFailure(
  house: House,
  rows: readonly OutboxRow[],
  error: UpstreamError,
): Promise<Outcome> {
  if (error.code === BUDGET_SPENT) return { write: (tx) => hold(house, tx, rows) };
  if (error.effect === 'refused' && rows.length > 1)
    return { write: (tx) => dissolve(house, tx, rows) };
  const now = house.clock.now().epochMilliseconds;
  const age = now - (rows[0]?.firstAttemptAt ?? now);
  if (error.effect !== 'refused' && age < GIVE_UP_AFTER)
    return { again: nextTry(house, age, error) };
  return giveUp(house, rows, error);
}

/** What a person must hear goes another way, if they have one. */
async function giveUp(
  house: House,
  rows: readonly OutboxRow[],
  { code, words }: UpstreamError,
): Promise<Outcome> {
  const ways = await Promise.all(rows.map((row) => wayElsewhere(house, row)));
  for (const { id, address } of rows)
    house.log.error(
      { outbox: id, platform: address.platform, code },
      'a message could not be delivered',
    );
  return {
    async write(tx) {
      for (const [index, row] of rows.entries()) {
        const way = ways[index] ?? null;
        const failed = { state: 'failed', error: words ?? code } as const;
        const ended = await tx.outbox.update(row.id, ['sending'], failed);
        if (ended && way !== null) await elsewhere(house, tx, row, way);
      }
    },
  };
}

/** The older the message, the longer the pause; what the platform asked for comes first. */
function nextTry({ clock }: House, age: number, { retryAfter = 0 }: UpstreamError): number {
  const pause = Math.min(Math.max(age, 1_000), LONGEST_PAUSE);
  return clock.now().epochMilliseconds + Math.max(pause, retryAfter);
}
