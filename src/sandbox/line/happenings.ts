import type { MessageObject, WebhookEvent } from './types.ts';
import { token, ulid } from './ids.ts';

export type Source = WebhookEvent['source'];

export type Content = { type: string; [property: string]: unknown };

/** What may be answered with a reply token, of what people do here. */
const REPLYABLE = new Set(['message', 'postback', 'follow', 'join']);

/** A webhook event that has just happened. */
export function eventOf(at: number, source: Source, content: Content): WebhookEvent {
  return {
    mode: 'active',
    timestamp: at,
    webhookEventId: ulid(at),
    deliveryContext: { isRedelivery: false },
    source,
    ...(REPLYABLE.has(content.type) && { replyToken: token() }),
    ...content,
  };
}

export function sourceOf(userId: string, group: string | undefined): Source {
  return group === undefined ? { type: 'user', userId } : { type: 'group', groupId: group, userId };
}

type Bot = { name: string; destination: string };

/** A text as LINE hands it on. In a group, the bot's name after an @ is a mention of it; in a chat for two there is none. */
export function textMessage(
  { id, text }: { id: string; text: string },
  mentionable: Bot | null,
): MessageObject {
  const mentionees = mentionable === null ? [] : mentionsOf(text, mentionable);
  return {
    type: 'text',
    id,
    text,
    quoteToken: `quote-${id}`,
    markAsReadToken: token(),
    ...(mentionees.length > 0 && { mention: { mentionees } }),
  };
}

function mentionsOf(text: string, { name, destination }: Bot): object[] {
  const at = `@${name}`;
  const found = text.matchAll(new RegExp(RegExp.escape(at), 'giu'));
  const own = { type: 'user', length: at.length, userId: destination, isSelf: true };
  return Array.from(found, ({ index }) => ({ ...own, index }));
}
