import type { messagingApi } from '@line/bot-sdk';
import type { Delivery, Drawn, DrawnAction } from '../../core/platform.ts';
import { cut, oneLine, visible } from '../../lib/cut.ts';
import { isDrawable, quickReplyItem } from './buttons.ts';
import { drawCard } from './card.ts';
import { filled } from './parts.ts';

const QUICK_REPLIES = 13;
const TEXT = { utf16: 5000 };
const ALT_TEXT = { utf16: 1500 };
/** Facts that follow the title in a notification. */
const ALT_LINES = 2;
const ALT_FIELDS = 4;

/**
 * Draws a message as LINE message objects, one to five, within every limit LINE has. Nothing but words becomes a text
 * message, everything else a card. Choices stand above the keyboard; those for which there is no room become buttons.
 * https://developers.line.biz/en/reference/messaging-api/#message-objects
 */
export function render(message: Drawn): messagingApi.Message[] {
  const quickReply = message.choices.filter(isDrawable).slice(0, QUICK_REPLIES);
  const others = message.choices.filter((choice) => !quickReply.includes(choice));
  const buttons = [...message.actions, ...others];
  const drawn = isPlain(message, buttons) ? plainText(message) : card(message, buttons);
  if (quickReply.length === 0) return [drawn];
  return [{ ...drawn, quickReply: { items: quickReply.map(quickReplyItem) } }];
}

/** Message objects of one reply or push. */
export const MESSAGES = 5;

/**
 * A delivery's card and those that go along, never more than LINE takes: one object per card where there are several.
 * Choices above the keyboard show only on the last message, so a card that asks comes last and the others' become buttons.
 */
export function renderAll({ message, more = [] }: Delivery): messagingApi.Message[] {
  if (more.length === 0) return render(message);
  const cards = message.choices.length > 0 ? [...more, message] : [message, ...more];
  const last = cards.length - 1;
  return cards.slice(0, MESSAGES).flatMap((card, index) => {
    const { actions, choices } = card;
    const alone =
      index === last ? card : { ...card, actions: [...actions, ...choices], choices: [] };
    return render(alone).slice(0, 1);
  });
}

function isPlain({ fields = [], table, image }: Drawn, buttons: DrawnAction[]): boolean {
  const rows = table?.rows.length ?? 0;
  return fields.length + rows + buttons.length === 0 && image === undefined;
}

function plainText({ title, lines = [] }: Drawn): messagingApi.TextMessage {
  const text = [title, ...lines].map((line) => visible(line)).join('\n');
  return { type: 'text', text: cut(filled(text), TEXT) };
}

function card(message: Drawn, buttons: DrawnAction[]): messagingApi.FlexMessage {
  return { type: 'flex', altText: altTextOf(message), contents: drawCard(message, buttons) };
}

/** What a notification, a chat list and a screen reader say: the title, then the first facts. */
function altTextOf({ title, lines = [], fields = [] }: Drawn): string {
  const facts = [
    ...lines.slice(0, ALT_LINES).map(oneLine),
    ...fields
      .slice(0, ALT_FIELDS)
      .map(({ label, value }) => `${oneLine(label)}: ${oneLine(value)}`),
  ];
  return cut([filled(oneLine(title)), ...facts.filter((fact) => fact !== '')].join('\n'), ALT_TEXT);
}
