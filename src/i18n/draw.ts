import type { Action, Message } from '../core/message.ts';
import { text, type Text } from '../core/text.ts';
import type { View, Words } from './words.ts';

/** A message in the reader's words. `more` says how many things did not fit: "and 12 more". */
export type Worded = Message<string> & { more(count: number): string };

/** LINE cuts button labels here, Slack a little later. https://developers.line.biz/en/reference/messaging-api/#action-objects */
const LONGEST_LABEL = 20;

/** Chooses all words of a message and puts the tone's mark before its title. */
export function drawMessage(message: Message, view: View, words: Words): Worded {
  const say = (part: Text): string => words.say(part, view);
  const action = (drawn: Action): Action<string> => drawAction(drawn, view, words);
  const { tone, title, lines, fields, table, image, actions, choices } = message;
  return {
    tone,
    title: withMark(message, say(title), { view, words }),
    ...(lines && { lines: lines.map(say) }),
    ...(fields && {
      fields: fields.map(({ label, value }) => ({ label: say(label), value: say(value) })),
    }),
    ...(table && {
      table: { head: table.head.map(say), rows: table.rows.map((row) => row.map(say)) },
    }),
    ...(image && { image: { url: image.url, alt: say(image.alt) } }),
    ...(actions && { actions: actions.map(action) }),
    ...(choices && { choices: choices.map(action) }),
    more: (count) => say(text('more', { count })),
  };
}

type Drawing = { view: View; words: Words };

/** The words must do without it: a mark is one more way to see the state. */
function withMark({ tone }: Message, title: string, { view, words }: Drawing): string {
  const key = `tones.${tone}`;
  return words.has(key) ? `${words.say(text(key), view)} ${title}` : title;
}

/** Keeps what else the action carries, such as the id it is stored under. */
function drawAction(action: Action, view: View, words: Words): Action<string> {
  const label = drawLabel(action.label, view, words);
  if (action.kind === 'leave') return { ...action, label, said: words.say(action.said, view) };
  return { ...action, label };
}

/** A label that would be cut, usually by a large amount, gives way to its shorter twin under `<key>.short`. */
function drawLabel(label: Text, view: View, words: Words): string {
  const full = words.say(label, view);
  if ('raw' in label || !words.has(`${label.key}.short`) || lengthOf(full) <= LONGEST_LABEL)
    return full;
  return words.say(text(`${label.key}.short`, label.values), view);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function lengthOf(words: string): number {
  return [...graphemes.segment(words)].length;
}
