import { post } from './api.js';
import { byId, el, toast } from './dom.js';
import { seatOf } from './phone.js';
import { drawForm } from './slack-form.js';
import { drawHome } from './slack-home.js';
import { openComposer } from './slack-composer.js';
import { drawMessage, isNext } from './slack-message.js';
import { t } from './words.js';

let state = null;
/** Where one looks: the channel, the direct messages or Tenban's Home tab, and the thread in it, if any. */
let place = 'channel';
let thread = null;
let shown = new Map();
let shownFor = '';

/** Draws the pane from the seat. Messages that did not change stay, with whatever is open in them. */
export function drawSlack(next, { afresh }) {
  const isOther = state?.seat !== next.seat;
  state = next;
  if (isOther) [place, thread] = ['channel', null];
  drawHead();
  drawLog(afresh);
  drawForm(next.slack.form, { names: next.slack.names, tell, afresh: afresh || isOther });
}

/** The conversation one looks at. */
export function openPlace() {
  return state?.slack.places[place === 'home' ? 'direct' : place];
}

/** Nothing is typed on the Home tab. */
function isHome() {
  return place === 'home';
}

function nameOfPlace() {
  return place === 'channel' ? `#${state.slack.channel}` : 'Tenban';
}

function drawHead() {
  const { channel, people } = state.slack;
  byId('slack-channel').textContent = channel;
  byId('slack-members').textContent = t('slack.members', { count: people + 1 });
  byId('slack-members').hidden = place !== 'channel';
  byId('slack-thread-head').hidden = thread === null;
  byId('slack-thread-of').textContent = nameOfPlace();
  byId('slack-composer').hidden = isHome();
  for (const button of document.querySelectorAll('button[data-place]'))
    button.setAttribute('aria-pressed', String(button.dataset.place === place));
  const words =
    thread === null
      ? t('slack.placeholder', { place: nameOfPlace() })
      : t('slack.reply-placeholder');
  byId('slack-text').placeholder = words;
  byId('slack-text').setAttribute('aria-label', words);
}

function drawLog(afresh) {
  const log = byId('slack-log');
  const view = `${state.seat} ${place} ${thread}`;
  const isOther = view !== shownFor;
  if (isOther || afresh) shown = new Map();
  shownFor = view;
  const follow = isOther || log.scrollHeight - log.scrollTop - log.clientHeight < 120;
  log.classList.toggle('in-thread', thread !== null);
  const isChanged = arrange(log, isHome() ? [homeNode()] : messageNodes());
  if (isHome() && isOther) log.scrollTop = 0;
  else if (isChanged && follow && !isHome()) settle(log);
}

function homeNode() {
  const { home, names } = state.slack;
  const act = (what) => tell('slack/click-home', { what });
  return drawHome(home, { names, act, seat: state.seat });
}

function messageNodes() {
  const { messages } = openPlace();
  const visible = messages.filter((message) => isVisible(message));
  const nodes = visible.map((message, index) => nodeFor(message, visible[index - 1]));
  return nodes.length === 0 ? [emptyNotice()] : nodes;
}

function isVisible(message) {
  return thread === null
    ? message.thread === undefined
    : [message.ts, message.thread].includes(thread);
}

function nodeFor(message, before) {
  const replies =
    thread === null ? openPlace().messages.filter((each) => each.thread === message.ts).length : 0;
  const next = isNext(message, before) && before.ts !== thread;
  const key = JSON.stringify([message, replies, next]);
  const known = shown.get(message.ts);
  if (known?.key === key) return known.node;
  const { timeZone } = state.shops.find(({ id }) => id === seatOf(state).shop);
  const node = drawMessage(message, {
    names: state.slack.names,
    timeZone,
    next,
    replies,
    act: (what) => tell('slack/click', { ts: message.ts, what }),
    ask: () => tell('slack/shortcut', { ts: message.ts }),
    reply: () => look({ thread: message.thread ?? message.ts }),
  });
  shown.set(message.ts, { key, node });
  return node;
}

function emptyNotice() {
  const words =
    place === 'direct' ? t('slack.empty-direct') : t('slack.empty', { place: nameOfPlace() });
  return el('p', { class: 'slack-empty' }, words);
}

/** Puts the nodes in order without touching those that already are, so that an open list stays open. */
function arrange(log, nodes) {
  let at = log.firstChild;
  let isChanged = false;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else {
      log.insertBefore(node, at);
      isChanged = true;
    }
  }
  while (at) {
    const after = at.nextSibling;
    at.remove();
    at = after;
  }
  return isChanged;
}

function settle(log) {
  log.scrollTop = log.scrollHeight;
  requestAnimationFrame(() => (log.scrollTop = log.scrollHeight));
}

function look(at) {
  place = at.place ?? place;
  thread = at.thread ?? null;
  drawHead();
  drawLog(false);
  if (!isHome()) byId('slack-text').focus({ preventScroll: true });
}

/** Does something as the person in the seat, and says so when Tenban did not take it. */
async function tell(path, body = {}, { quiet = false } = {}) {
  const where = isHome() ? 'direct' : place;
  const answer = await post(path, { seat: state.seat, place: where, ...body });
  const bad = answer?.outcomes?.find((outcome) => outcome !== 200);
  if (bad !== undefined && !quiet) toast(t('slack.failed', { outcome: bad }));
  return answer;
}

/** `placed` is called when another conversation is looked at. */
export function openSlack({ placed }) {
  const open = (at) => {
    look(at);
    placed();
    if (isHome()) void tell('slack/open-home');
  };
  for (const button of document.querySelectorAll('button[data-place]'))
    button.addEventListener('click', () => open({ place: button.dataset.place }));
  byId('slack-back').addEventListener('click', () => open({}));
  byId('slack-shortcuts').addEventListener('click', () => {
    open({ place: 'direct' });
    void tell('slack/shortcut');
  });
  openComposer({
    say: (text) => tell('slack/say', { text, ...(thread !== null && { thread }) }),
    mentions: () => place === 'channel',
  });
}

/** Puts a text into the channel, ready to be sent. */
export function fillSlack(text) {
  look({ place: 'channel' });
  writeSlack(text);
}

/** Replaces what is being typed. */
export function writeSlack(text) {
  const input = byId('slack-text');
  input.value = text;
  input.dispatchEvent(new Event('input'));
}
