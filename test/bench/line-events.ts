import { createHmac, randomUUID } from 'node:crypto';

export const CHANNEL_SECRET = 'bench-channel-secret';

export type Signed = { body: string; headers: { [name: string]: string } };
type Said = { user: string; message: { type: string; [field: string]: unknown } };

/** Counts up in every process, so that no two events have the same id. */
let made = Math.round(performance.timeOrigin * 1_000);

/** A sticker from somebody nobody knows: Tenban stores it, reads it and says nothing. */
export function sticker(): Signed {
  const message = { type: 'sticker', packageId: '1', stickerId: '2' };
  return event({ user: `U${hex()}`, message });
}

export function words(user: string, text: string): Signed {
  return event({ user, message: { type: 'text', text, quoteToken: hex() } });
}

/**
 * A webhook with one new event in it, signed. LINE's ids grow with time: a message's is a number, an event's a ULID.
 * https://developers.line.biz/en/reference/messaging-api/#common-properties
 */
function event({ user, message }: Said): Signed {
  made += 1;
  const at = made.toString(32).toUpperCase().padStart(12, '0');
  const happened = {
    type: 'message',
    message: { ...message, id: `${made}` },
    webhookEventId: `${at}${hex().toUpperCase().slice(0, 14)}`,
    deliveryContext: { isRedelivery: false },
    timestamp: Math.floor(performance.timeOrigin + performance.now()),
    source: { type: 'user', userId: user },
    replyToken: hex(),
    mode: 'active',
  };
  const body = JSON.stringify({ destination: `U${'0'.repeat(32)}`, events: [happened] });
  const signature = createHmac('sha256', CHANNEL_SECRET).update(body).digest('base64');
  return { body, headers: { 'content-type': 'application/json', 'x-line-signature': signature } };
}

function hex(): string {
  return randomUUID().replaceAll('-', '');
}
