import { createHash } from 'node:crypto';
import type { Platform } from '../../core/platform.ts';
import { EventOrigin, WebhookBody } from './schema.ts';

const utf8 = new TextDecoder();

type StoredEvent = ReturnType<Platform['events']>[number];

/**
 * Splits a verified webhook body into events to be stored; each keeps the body's shape with itself as the only event.
 * Empty for a connection check, and for a body that is none of LINE's. Throws SyntaxError when it is no JSON.
 */
export function splitEvents(body: Uint8Array): StoredEvent[] {
  const webhook = WebhookBody.safeParse(JSON.parse(utf8.decode(body)));
  if (!webhook.success) return [];
  const { destination, events } = webhook.data;
  const [only] = events;
  if (events.length === 1) return [{ ...originOf(destination, only), body }];
  return events.map((event) => ({
    ...originOf(destination, event),
    body: Buffer.from(JSON.stringify({ destination, events: [event] })),
  }));
}

function originOf(destination: string, event: unknown): Omit<StoredEvent, 'body'> {
  const known = EventOrigin.safeParse(event).data;
  return {
    account: destination,
    event: known?.webhookEventId ?? hashOf(event),
    ref: known?.message?.id ?? null,
    conversation: known === undefined ? destination : conversationOf(known, destination),
  };
}

/** The chat an event belongs to. The source is missing in some failed account links: then the bot's own id stands in. */
export function conversationOf({ source }: EventOrigin, destination: string): string {
  return source?.groupId ?? source?.roomId ?? source?.userId ?? destination;
}

/** A redelivered event differs from the first one in its delivery context only. */
function hashOf(event: unknown): string {
  const same = JSON.stringify(event, (name, value: unknown) =>
    name === 'deliveryContext' ? undefined : value,
  );
  return createHash('sha256').update(same).digest('hex');
}

/** The body's JSON, or null when it is none. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return null;
  }
}
