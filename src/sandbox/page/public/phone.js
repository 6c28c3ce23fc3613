import { post } from './api.js';
import { byId, copy, el, toast } from './dom.js';
import { drawFlex } from './flex.js';
import { clockTime, t } from './words.js';

let state = null;
let shown = new Map();
let shownFor = '';

/** Draws the chat of the seat. What is already there stays, so that a swiped carousel and a reader's place do too. */
export function drawPhone(next, { afresh }) {
  state = next;
  const seat = seatOf(next);
  const chat = byId('chat');
  const isOther = shownFor !== seat.id;
  if (isOther || afresh) {
    chat.replaceChildren();
    shown = new Map();
    shownFor = seat.id;
  }
  const wasAtEnd = isOther || chat.scrollHeight - chat.scrollTop - chat.clientHeight < 120;
  byId('chat-name').textContent = seat.group ?? 'Tenban';
  byId('follow').hidden = seat.group !== null;
  chat.querySelector('.passing')?.remove();
  const added = drawEntries(chat, next);
  const passing = passingOf(next);
  if (passing) chat.append(passing);
  drawChoices(next.chat.at(-1));
  if (added > 0 || passing || isOther) settle(chat, wasAtEnd);
}

export function seatOf({ seat, seats }) {
  return seats.find(({ id }) => id === seat);
}

function drawEntries(chat, { chat: entries }) {
  let added = 0;
  for (const [index, entry] of entries.entries()) {
    const key = entry.unsent === true ? 'unsent' : 'said';
    const known = shown.get(entry.id);
    if (known?.key === key) continue;
    const node = drawEntry(entry, entries[index - 1]);
    if (known) known.node.replaceWith(node);
    else chat.append(node);
    shown.set(entry.id, { key, node });
    added += 1;
  }
  return added;
}

function passingOf({ chat, loading }) {
  if (loading) {
    const dots = el('div', { class: 'bubble dots' }, el('i'), el('i'), el('i'));
    return el(
      'div',
      { class: 'entry passing', 'aria-label': t('phone.working') },
      avatar(null),
      dots,
    );
  }
  return chat.length === 0 ? el('p', { class: 'notice passing' }, t('phone.empty')) : null;
}

/** Fonts and pictures may still change the height. */
function settle(chat, follow) {
  if (!follow) return;
  chat.scrollTop = chat.scrollHeight;
  requestAnimationFrame(() => (chat.scrollTop = chat.scrollHeight));
}

function drawEntry(entry, before) {
  if (entry.unsent) return el('p', { class: 'notice' }, t('phone.unsent'));
  const side = entry.mine ? 'entry mine' : 'entry';
  const isNext =
    before !== undefined &&
    before.user === entry.user &&
    before.name === entry.name &&
    !before.unsent;
  const stamp = stampOf(entry);
  if (entry.mine) return el('div', { class: side }, stamp, drawMessage(entry.message));
  const name = isNext ? null : el('span', { class: 'name' }, entry.name ?? 'Tenban');
  const line = el('div', { class: 'line' }, drawMessage(entry.message), stamp);
  return el(
    'div',
    { class: side },
    avatar(isNext ? undefined : entry.name),
    el('div', { class: 'said' }, name, line),
  );
}

/** Null is the bot; undefined leaves the place empty, as LINE does below somebody's first bubble. */
function avatar(name) {
  if (name === undefined) return el('span', { class: 'avatar none' });
  if (name === null)
    return el('img', { class: 'avatar', src: '/sandbox/public/icon.svg', alt: '' });
  return el('span', { class: 'avatar', 'aria-hidden': 'true' }, initialOf(name));
}

/** The first letter as its readers see it, marks included; a Thai vowel written in front is none. */
export function initialOf(name) {
  const [first] = new Intl.Segmenter('und').segment(name.replace(/^[เแโใไ]/, ''));
  return first?.segment ?? '';
}

function stampOf({ at, mine }) {
  const shop = state.shops.find(({ id }) => id === seatOf(state).shop);
  const time = el('time', {}, clockTime(at, shop.timeZone));
  return el('div', { class: 'stamp' }, mine && el('span', {}, t('phone.read')), time);
}

function drawMessage(message) {
  if (message.type === 'text') return el('div', { class: 'bubble' }, message.text);
  if (message.type === 'flex') {
    const card = el('div', { class: 'card', role: 'group', 'aria-label': message.altText });
    card.append(drawFlex(message.contents, act));
    return card;
  }
  return el('div', { class: 'bubble quiet' }, t('phone.other', { type: message.type }));
}

/** Quick replies stand above the keyboard until anything else is said. */
function drawChoices(last) {
  const items = last?.message.quickReply?.items ?? [];
  const chips = items.map(({ action }) =>
    el('button', { type: 'button', class: 'chip', onclick: () => act(action) }, action.label ?? ''),
  );
  byId('choices').replaceChildren(...chips);
}

/** What a tap does. https://developers.line.biz/en/reference/messaging-api/#action-objects */
async function act(action) {
  switch (action.type) {
    case 'postback':
      if (action.fillInText) fill(action.fillInText);
      return tell('line/tap', { data: action.data, label: action.displayText ?? action.text });
    case 'message':
      return tell('line/say', { text: action.text });
    case 'uri':
      if (/^https?:/.test(action.uri)) window.open(action.uri, '_blank', 'noopener');
      return null;
    case 'clipboard':
      return copy(action.clipboardText, t('tries.copied'));
    default:
      return toast(t('phone.other', { type: action.type }));
  }
}

/** Does something as the person in the seat, and says so when Tenban did not take it. */
export async function tell(path, body = {}) {
  const answer = await post(path, { seat: state.seat, ...body });
  const bad = answer?.outcomes?.find((outcome) => outcome !== 200);
  if (bad !== undefined) toast(t('phone.failed', { outcome: bad }));
  return answer;
}

/** Puts a text into the phone, ready to be sent. */
export function fill(text) {
  const input = byId('text');
  input.value = text;
  input.focus({ preventScroll: true });
  byId('composer').scrollIntoView({ block: 'nearest', behavior: 'smooth' });
}

export function openPhone() {
  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = byId('text').value.trim();
    if (text === '') return;
    byId('text').value = '';
    void tell('line/say', { text });
  });
  byId('follow').addEventListener('click', () => void tell('line/follow'));
}
