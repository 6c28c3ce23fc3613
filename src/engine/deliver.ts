import { UpstreamError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { OutboxRow } from '../core/ledger.ts';
import type { Action } from '../core/message.ts';
import type { Drawn, DrawnAction, Reader } from '../core/platform.ts';
import type { Outcome } from '../core/queue.ts';
import { drawMessage } from '../i18n/draw.ts';
import type { View } from '../i18n/words.ts';
import { type House, platformOf } from './house.ts';
import { z } from 'zod';

const Payload = z.object({ id: z.string() });

/** A platform may be away for hours; an answer of yesterday helps nobody. */
const GIVE_UP_AFTER = 24 * 3_600_000;
const LONGEST_PAUSE = 5 * 60_000;

/**
 * Sends one outbox row. It is marked `sending` before the platform is asked, so an attempt whose answer was lost is known
 * to have been one; the words are chosen now, in the reader's language of now.
 */
export async function deliver(house: House, payload: Json): Promise<Outcome | void> {
  const { id } = Payload.parse(payload);
  const row = await house.ledger.outbox.get(id);
  if (row === null || row.state === 'sent' || row.state === 'failed') return;
  const now = house.clock.now().epochMilliseconds;
  const firstAttemptAt = row.firstAttemptAt;
  await house.ledger.write((tx) =>
    tx.outbox.update(id, ['waiting', 'sending'], {
      state: 'sending',
      firstAttemptAt: firstAttemptAt ?? now,
    }),
  );
  const { address, retryKey } = row;
  try {
    const message = await draw(house, row);
    const { via, ref = null } = await platformOf(house, address.platform).send({
      address,
      message,
      retryKey,
      firstAttemptAt,
    });
    const sentAt = house.clock.now().epochMilliseconds;
    return {
      write: async (tx) =>
        void (await tx.outbox.update(id, ['sending'], { state: 'sent', via, ref, sentAt })),
    };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const age = house.clock.now().epochMilliseconds - row.createdAt;
    if (error.effect !== 'refused' && age < GIVE_UP_AFTER)
      return { again: nextTry(house, age, error) };
    house.log.error(
      { outbox: id, platform: address.platform, code: error.code },
      'a message could not be delivered',
    );
    const reason = error.words ?? error.code;
    return {
      write: async (tx) =>
        void (await tx.outbox.update(id, ['sending'], { state: 'failed', error: reason })),
    };
  }
}

/** The older the message, the longer the pause; what the platform asked for comes first. */
function nextTry({ clock }: House, age: number, { retryAfter = 0 }: UpstreamError): number {
  const pause = Math.min(Math.max(age, 1_000), LONGEST_PAUSE);
  return clock.now().epochMilliseconds + Math.max(pause, retryAfter);
}

/** Chooses a message's words for its reader as they are now, and signs its buttons. */
export async function draw(
  house: House,
  { message, reader }: Pick<OutboxRow, 'message' | 'reader'>,
): Promise<Drawn> {
  const view = await viewOf(house, reader);
  const drawn = drawMessage(message, view, house.words);
  return {
    ...drawn,
    locale: view.locale,
    actions: (drawn.actions ?? []).flatMap((action) => drawAction(house, action)),
    choices: (drawn.choices ?? []).flatMap((action) => drawAction(house, action)),
  };
}

function drawAction(house: House, action: Action<string> & { id?: string }): DrawnAction[] {
  const face = { label: action.label, style: action.style ?? 'plain' };
  if (action.kind === 'link') return [{ ...face, url: action.url }];
  return action.id === undefined ? [] : [{ ...face, token: house.tokens.sign(action.id) }];
}

/** The reader's language and zone as their settings are now. */
export async function viewOf(house: House, reader: Reader): Promise<View> {
  const person = reader.person === null ? null : await house.settings.get('people', reader.person);
  const shop = reader.shop === null ? null : await house.settings.get('shops', reader.shop);
  const shopZone = shop?.timeZone ?? house.defaults.timeZone;
  return {
    locale: person?.locale ?? reader.locale,
    timeZone: person?.timeZone ?? shopZone,
    shopZone,
    now: house.clock.now().epochMilliseconds,
  };
}
