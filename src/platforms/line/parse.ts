import type { Address, Inbound } from '../../core/platform.ts';
import { calledText } from './addressed.ts';
import { conversationOf, jsonOf } from './events.ts';
import { LineEvent, WebhookBody } from './schema.ts';

/** A reply token's life: a minute, for a redelivered event from the redelivery on but not past 20 minutes. */
const REPLY_LIFE = 60_000;
const REDELIVERED_LIFE = 20 * 60_000;

/**
 * Reads one stored event; `receivedAt` is when it arrived, epoch ms. What Tenban does not act on is `ignored`, named by its
 * type, so that new types do no harm. In standby another system speaks for the account, and Tenban stays silent.
 * https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects
 */
export function parseEvent(body: Uint8Array, receivedAt: number): Inbound {
  const webhook = WebhookBody.safeParse(jsonOf(body)).data;
  const destination = webhook?.destination ?? '';
  const event = LineEvent.safeParse(webhook?.events[0]).data;
  if (event === undefined) return unreadable(destination, receivedAt);
  const common = {
    event: event.webhookEventId ?? '',
    at: event.timestamp,
    identity:
      event.source?.userId === undefined
        ? null
        : ({ platform: 'line', id: event.source.userId } as const),
    address: addressOf(event, destination, receivedAt),
  };
  return { ...common, ...whatHappened(event) };
}

type Happening =
  | Pick<Inbound & { kind: 'text' }, 'kind' | 'text' | 'addressed'>
  | Pick<Inbound & { kind: 'click' }, 'kind' | 'token' | 'value'>
  | Pick<Inbound & { kind: 'arrived' }, 'kind'>
  | Pick<Inbound & { kind: 'unsent' }, 'kind' | 'ref'>
  | Pick<Inbound & { kind: 'ignored' }, 'kind' | 'what'>;

function whatHappened(event: LineEvent): Happening {
  const { type, message, postback, unsend } = event;
  if (type === 'unsend' && unsend !== undefined) return { kind: 'unsent', ref: unsend.messageId };
  if (event.mode === 'standby') return { kind: 'ignored', what: 'standby' };
  if (type === 'follow' || type === 'join') return { kind: 'arrived' };
  if (type === 'postback' && postback !== undefined) return clicked(postback);
  if (type !== 'message' || message === undefined) return { kind: 'ignored', what: type };
  if (message.type !== 'text') return { kind: 'ignored', what: message.type };
  const { text, called } = calledText(message);
  return { kind: 'text', text, addressed: called || kindOf(event) === 'direct' };
}

function clicked({ data, params }: NonNullable<LineEvent['postback']>): Happening {
  const value = params?.datetime ?? params?.date ?? params?.time;
  return { kind: 'click', token: data, ...(value !== undefined && { value }) };
}

function addressOf(event: LineEvent, destination: string, receivedAt: number): Address {
  const { replyToken } = event;
  return {
    platform: 'line',
    conversation: conversationOf(event, destination),
    kind: kindOf(event),
    ...(replyToken !== undefined && {
      reply: { token: replyToken, until: replyUntil(event, receivedAt) },
    }),
  };
}

function kindOf({ source }: LineEvent): Address['kind'] {
  return source?.groupId === undefined && source?.roomId === undefined ? 'direct' : 'group';
}

function replyUntil({ timestamp, deliveryContext }: LineEvent, receivedAt: number): number {
  if (deliveryContext?.isRedelivery !== true) return timestamp + REPLY_LIFE;
  return Math.min(receivedAt + REPLY_LIFE, timestamp + REDELIVERED_LIFE);
}

function unreadable(destination: string, receivedAt: number): Inbound {
  return {
    kind: 'ignored',
    what: 'unreadable',
    event: '',
    at: receivedAt,
    identity: null,
    address: { platform: 'line', conversation: destination, kind: 'direct' },
  };
}
