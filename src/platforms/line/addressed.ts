import type { EventMessage } from './schema.ts';

const NAME = 'tenban';
/** What may stand between the name and what is said to it; Thai puts nothing there. */
const AFTER_NAME = /^[\s:,、：，]+/u;
/** A letter or digit that makes the name part of a longer word. */
const SAME_WORD = /^[\p{Script=Latin}\p{Nd}_.-]/u;

/** A text without the words that call Tenban, and whether there were any: a mention of the bot, or its name in front. */
export function calledText(message: EventMessage): { text: string; called: boolean } {
  const own = (message.mention?.mentionees ?? []).filter(({ isSelf }) => isSelf === true);
  const lastFirst = own.toSorted((a, b) => b.index - a.index);
  const unmentioned = lastFirst
    .reduce(without, message.text ?? '')
    .normalize('NFC')
    .trim();
  const named = withoutName(unmentioned);
  return { text: named ?? unmentioned, called: own.length > 0 || named !== null };
}

function without(text: string, { index, length }: { index: number; length: number }): string {
  return `${text.slice(0, index).trimEnd()} ${text.slice(index + length).trimStart()}`;
}

/** Null when the text does not begin with the name. Full-width letters count: a Japanese keyboard makes them. */
function withoutName(text: string): string | null {
  const start = text.startsWith('@') ? 1 : 0;
  const word = text.slice(start, start + NAME.length);
  if (word.normalize('NFKC').toLowerCase() !== NAME) return null;
  const rest = text.slice(start + NAME.length);
  return SAME_WORD.test(rest) ? null : rest.replace(AFTER_NAME, '');
}
