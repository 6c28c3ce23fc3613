import { createHash } from 'node:crypto';
import type { Platform } from '../../core/platform.ts';
import { refOf } from './address.ts';
import { accountOf, channelOf, placeOf } from './origin.ts';
import { isPayload, type Payload, payloadOf } from './payload.ts';
import { SlackBody } from './schema.ts';

type StoredEvent = ReturnType<Platform['events']>[number];

/**
 * The one event of a verified body, to be stored as JSON; none for a body that has no payload. Copies of an event have the
 * same id: the event's own, a tap's or command's trigger, a form's version, else a hash.
 * https://docs.slack.dev/apis/events-api#the-json-payload
 */
export function splitEvents(body: Uint8Array): StoredEvent[] {
  const payload = payloadOf(body);
  if (payload === null) return [];
  const known = SlackBody.safeParse(payload).data ?? {};
  const stored = JSON.stringify(withoutSecrets(payload));
  return [
    {
      account: accountOf(known),
      event: eventIdOf(known) ?? createHash('sha256').update(stored).digest('hex'),
      ref: messageRefOf(known),
      conversation: placeOf(known).conversation,
      body: Buffer.from(stored),
    },
  ];
}

/** Every press of a form's button has a trigger of its own, so a form is told by its view and that view's version. */
export function eventIdOf({ event_id, trigger_id, type, view }: SlackBody): string | null {
  if (event_id) return event_id;
  if (type === 'view_submission') return view?.hash ? `${view.id}:${view.hash}` : null;
  return trigger_id ?? null;
}

function messageRefOf(body: SlackBody): string | null {
  const { event } = body;
  const channel = channelOf(body);
  const isMessage = event?.type === 'message' || event?.type === 'app_mention';
  if (!isMessage || channel === null || !event.ts) return null;
  return refOf({ channel, ts: event.ts });
}

/** Leaves out the old verification token, and the words of a message that somebody took back. */
function withoutSecrets(payload: Payload): Payload {
  const { token: _, ...rest } = payload;
  const { event } = rest;
  if (!isPayload(event) || event['subtype'] !== 'message_deleted') return rest;
  const { previous_message: __, ...deletion } = event;
  return { ...rest, event: deletion };
}
