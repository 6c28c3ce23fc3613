import { el } from './dom.js';
import { initialOf } from './phone.js';
import { drawBlock } from './slack-blocks.js';
import { drawMrkdwn } from './slack-text.js';
import { clockTime, t } from './words.js';

/** Within this time the next message of the same author stands below without a name. Milliseconds. */
const TOGETHER = 300_000;
const COLOURS = ['#4a7c59', '#7a5195', '#b35c44', '#2f6690', '#8c6d1f', '#a23b72'];
/** The name of Tenban's message shortcut; apps name theirs in one language. */
const SHORTCUT = 'Ask Tenban here';

export function isNext(message, before) {
  if (before === undefined || before.onlyYou !== message.onlyYou) return false;
  return before.name === message.name && message.at - before.at < TOGETHER && !message.onlyYou;
}

/**
 * One message with everything below it. `timeZone` is the shop's; `replies` are counted where they are not shown. `act`,
 * `reply` and `ask` are what its buttons do.
 */
export function drawMessage(message, around) {
  const { next, replies, reply } = around;
  const { name, onlyYou, ts } = message;
  const classes = ['slack-message', next && 'next', onlyYou && 'only-you']
    .filter(Boolean)
    .join(' ');
  const time = el('time', {}, clockTime(message.at, around.timeZone));
  const author = next ? null : drawAuthor(name, time);
  return el(
    'article',
    { class: classes, 'data-ts': ts },
    onlyYou && el('p', { class: 'slack-private' }, t('slack.only-you')),
    next ? el('span', { class: 'slack-gutter' }, time) : avatar(name),
    el(
      'div',
      { class: 'slack-body' },
      author,
      ...contentOf(message, around),
      replies > 0 &&
        el('button', { type: 'button', class: 'slack-replies', onclick: reply }, countOf(replies)),
    ),
    !onlyYou && drawTools(message, around),
  );
}

function countOf(replies) {
  return replies === 1 ? t('slack.reply') : t('slack.replies', { count: replies });
}

function drawAuthor(name, time) {
  const badge = name === null && el('span', { class: 'slack-app' }, t('slack.app'));
  return el('div', { class: 'slack-author' }, el('b', {}, name ?? 'Tenban'), badge, time);
}

function avatar(name) {
  if (name === null)
    return el('img', { class: 'slack-avatar', src: '/sandbox/public/icon.svg', alt: '' });
  const style = { backgroundColor: COLOURS[[...name].length % COLOURS.length] };
  return el('span', { class: 'slack-avatar', 'aria-hidden': 'true', style }, initialOf(name));
}

/** With blocks, the text is for notifications only. */
function contentOf({ text, blocks, edited }, { names, act }) {
  const mark = edited && el('small', { class: 'slack-edited' }, t('slack.edited'));
  if (blocks.length === 0)
    return [el('div', { class: 'slack-words' }, ...drawMrkdwn(text, names), mark && ' ', mark)];
  return [...blocks.map((block) => drawBlock(block, { names, act })), mark];
}

/** What shows when the pointer is over a message. Between people there is nothing for Tenban's shortcut to be about. */
function drawTools({ unheard }, { reply, ask }) {
  const replyButton = tool('slack-tool-reply', { label: t('slack.reply-here'), onclick: reply });
  if (unheard) return el('div', { class: 'slack-tools' }, replyButton);
  const entry = el(
    'button',
    { type: 'button', onclick: () => (close(), ask()) },
    el('span', {}, SHORTCUT),
    el('small', {}, 'Tenban'),
  );
  const menu = el('div', { class: 'slack-menu', hidden: true }, entry);
  const more = tool('slack-tool-more', {
    label: t('slack.more'),
    'aria-expanded': 'false',
    onclick: () => show(menu.hidden),
  });
  function show(isOpen) {
    menu.hidden = !isOpen;
    more.setAttribute('aria-expanded', String(isOpen));
  }
  const close = () => show(false);
  const onfocusout = ({ currentTarget, relatedTarget }) =>
    currentTarget.contains(relatedTarget) || close();
  return el('div', { class: 'slack-tools', onfocusout }, replyButton, more, menu);
}

function tool(name, { label, ...attributes }) {
  return el('button', {
    type: 'button',
    class: name,
    title: label,
    'aria-label': label,
    ...attributes,
  });
}
