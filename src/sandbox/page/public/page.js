import { get } from './api.js';
import { drawCharges } from './charges.js';
import { byId, copy, el } from './dom.js';
import { drawPhone, fill, initialOf, openPhone, seatOf } from './phone.js';
import { drawSwitches } from './switches.js';
import { currentLanguage, setWords, speak, t } from './words.js';

/** Answers seen per seat, so that a chat one does not look at shows what is new. */
const seen = new Map();
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
  seen.set(state.seat, seatOf(state).said);
  drawSeats(state);
  drawPhone(state, { afresh });
  if (afresh) drawTries(state, shop);
  drawCharges(state, { shop, afresh });
  drawSwitches(state, { afresh });
  loadingEnds(state);
}

/** Nothing tells when the dots stop by themselves. */
function loadingEnds({ loading }) {
  if (loading) setTimeout(() => void look(), 5000);
}

function drawSeats(state) {
  const chips = state.seats.map((each) => {
    const isNew = each.id !== state.seat && each.said > (seen.get(each.id) ?? 0);
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
  byId('language').value = locale;
  speak(locale);
  void look();
}

function drawTries(state, shop) {
  const { group } = seatOf(state);
  const call = group === null ? '' : '@Tenban ';
  const items = shop.tries.map(({ what, charge = '', amount = '' }) => {
    const command = call + t(`say.${what}`, { charge, amount });
    const use = el(
      'button',
      { type: 'button', class: 'try', onclick: () => fill(command) },
      el('span', {}, t(`try.${what}`)),
      el('code', {}, command),
    );
    const label = t('tries.copy');
    const attributes = { type: 'button', class: 'copy', title: label, 'aria-label': label };
    return el(
      'li',
      {},
      use,
      el('button', { ...attributes, onclick: () => void copy(command, t('tries.copied')) }),
    );
  });
  byId('tries').replaceChildren(...items);
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
  for (const { id, said } of state.seats) seen.set(id, said);
  openPhone();
  byId('language').addEventListener('change', ({ target }) => {
    speak(target.value);
    void look();
  });
  sit(firstSeat(state));
  new EventSource('/sandbox/events').addEventListener('changed', () => void look());
}

await start();
