import { get } from './api.js';
import { drawCharges } from './charges.js';
import { byId, copy, el } from './dom.js';
import { drawPairs } from './pairs.js';
import { drawPhone, fill, initialOf, openPhone, seatOf } from './phone.js';
import { drawSlack, fillSlack, openPlace, openSlack, writeSlack } from './slack.js';
import { drawSwitches } from './switches.js';
import { openTabs, showChat } from './tabs.js';
import { currentLanguage, setWords, speak, t } from './words.js';

/** Answers seen per conversation, so that one which is not looked at shows what is new. */
const seen = new Map();
let current = null;
let seat = '';
let drawn = '';
let asked = 0;

/** Looks at the sandbox and draws it; an answer that was overtaken is dropped. */
async function look() {
  asked += 1;
  const turn = asked;
  const state = await get(`/sandbox/state?seat=${encodeURIComponent(seat)}`);
  if (turn !== asked) return;
  draw(state);
}

function draw(state) {
  const key = `${state.seat} ${currentLanguage()}`;
  const afresh = key !== drawn;
  drawn = key;
  const shop = state.shops.find(({ id }) => id === seatOf(state).shop);
  current = state;
  drawPhone(state, { afresh });
  drawSlack(state, { afresh });
  drawNews();
  if (afresh) drawTries(state, shop);
  drawCharges(state, { shop, afresh });
  drawPairs(state, { afresh });
  drawSwitches(state, { afresh });
  loadingEnds(state);
}

/** Nothing tells when the dots stop by themselves. */
function loadingEnds({ loading }) {
  if (loading) setTimeout(() => void look(), 5000);
}

/** Marks who and what has something new: everything but the phone and the Slack conversation looked at. */
function drawNews() {
  const { said } = seatOf(current);
  const { channel, direct } = current.slack.places;
  const looked = Object.keys(said).filter((id) => ![channel.id, direct.id].includes(id));
  for (const id of [...looked, openPlace().id]) seen.set(id, said[id]);
  for (const [place, { id }] of Object.entries({ channel, direct })) {
    const button = document.querySelector(`button[data-place=${place}]`);
    button.classList.toggle('new', isNews(id, said[id]));
  }
  drawSeats(current);
}

function isNews(conversation, said) {
  return said > (seen.get(conversation) ?? 0);
}

function drawSeats(state) {
  const chips = state.seats.map((each) => {
    const news = Object.entries(each.said).some(([id, said]) => isNews(id, said));
    const isNew = each.id !== state.seat && news;
    const place = each.group ?? t(`role.${each.role ?? 'stranger'}`);
    return el(
      'button',
      {
        type: 'button',
        class: isNew ? 'seat new' : 'seat',
        lang: each.locale,
        'data-seat': each.id,
        'aria-pressed': String(each.id === state.seat),
        onclick: () => sit(each),
      },
      el('span', { class: 'avatar', 'aria-hidden': 'true' }, initialOf(each.name)),
      el(
        'span',
        { class: 'who' },
        el('b', {}, each.name),
        el('small', { lang: currentLanguage() }, place),
      ),
    );
  });
  const nav = byId('seats');
  const { scrollLeft } = nav;
  nav.replaceChildren(...chips);
  nav.scrollLeft = scrollLeft;
}

/** Becomes this person: their chat, their shop, their language. */
function sit({ id, locale }) {
  seat = id;
  byId('text').value = '';
  writeSlack('');
  byId('language').value = locale;
  speak(locale);
  void look();
}

function drawTries(state, { tries }) {
  const { group } = seatOf(state);
  const call = group === null ? '' : '@Tenban ';
  const draw = (each, before, use) =>
    drawTry(each.what, { command: before + commandOf(each), use });
  const line = tries.line.map((each) => draw(each, call, use('line', fill)));
  const slack = tries.slack.map((each) =>
    draw(each, each.by === 'mention' ? '@Tenban ' : '/tenban ', use('slack', fillSlack)),
  );
  byId('tries-line').replaceChildren(...line);
  byId('tries-slack').replaceChildren(...slack);
}

function commandOf({ what, charge = '', amount = '', order = '' }) {
  return t(`say.${what}`, { charge, amount, order });
}

function use(chat, put) {
  return (command) => {
    showChat(chat);
    put(command);
  };
}

function drawTry(what, { command, use: put }) {
  const button = el(
    'button',
    { type: 'button', class: 'try', onclick: () => put(command) },
    el('span', {}, t(`try.${what}`)),
    el('code', {}, command),
  );
  const label = t('tries.copy');
  const onclick = () => void copy(command, t('tries.copied'));
  const attributes = { type: 'button', class: 'copy', title: label, 'aria-label': label, onclick };
  return el('li', {}, button, el('button', attributes));
}

/** The first person who speaks one of the browser's languages. */
function firstSeat({ seats }) {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2));
  const found = wanted
    .map((language) => seats.find(({ locale }) => locale === language))
    .find(Boolean);
  return found ?? seats[0];
}

async function start() {
  const [words, state] = await Promise.all([get('/sandbox/words'), get('/sandbox/state')]);
  setWords(words);
  for (const { said } of state.seats)
    for (const [id, count] of Object.entries(said)) seen.set(id, count);
  openTabs();
  openPhone();
  openSlack({ placed: drawNews });
  byId('language').addEventListener('change', ({ target }) => {
    speak(target.value);
    void look();
  });
  sit(firstSeat(state));
  new EventSource('/sandbox/events').addEventListener('changed', () => void look());
}

await start();
