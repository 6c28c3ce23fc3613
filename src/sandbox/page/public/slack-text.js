import { el } from './dom.js';

/** `<…>`: a person, a channel, a special word or a link, with the words shown for it after a bar. */
const MARKED = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/;
/** Marks count only where no letter or digit stands next to them. */
const STYLED = /(?<![\p{L}\p{M}\p{N}])([*_~`])(\S(?:[^\n]*?\S)?)\1(?![\p{L}\p{M}\p{N}])/u;
const TAGS = { '*': 'b', _: 'em', '~': 's', '`': 'code' };
const ENTITIES = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/**
 * Slack's own markup as nodes. `names` are people's names by id.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function drawMrkdwn(text, names) {
  const found = MARKED.exec(text);
  if (found === null) return drawStyles(text);
  const [whole, sign, target, shown] = found;
  return [
    ...drawStyles(text.slice(0, found.index)),
    drawMark(sign, target, { shown, names }),
    ...drawMrkdwn(text.slice(found.index + whole.length), names),
  ];
}

function drawMark(sign, target, { shown, names }) {
  if (sign === '@')
    return el('span', { class: 'slack-mention' }, `@${names[target] ?? shown ?? target}`);
  if (sign !== '')
    return el('span', { class: 'slack-mention' }, `${sign === '#' ? '#' : '@'}${shown ?? target}`);
  const words = unescaped(shown ?? target);
  if (!/^(https?|mailto):/.test(target)) return words;
  return el('a', { href: unescaped(target), target: '_blank', rel: 'noopener' }, words);
}

function drawStyles(text) {
  const found = STYLED.exec(text);
  if (found === null) return text === '' ? [] : [unescaped(text)];
  const [whole, mark, inner] = found;
  const children = mark === '`' ? [unescaped(inner)] : drawStyles(inner);
  return [
    ...drawStyles(text.slice(0, found.index)),
    el(TAGS[mark], {}, ...children),
    ...drawStyles(text.slice(found.index + whole.length)),
  ];
}

function unescaped(text) {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]);
}

/** A text object: plain words as they are, or markup. https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function drawText({ type, text }, names) {
  return type === 'mrkdwn' ? drawMrkdwn(text, names) : [text];
}
