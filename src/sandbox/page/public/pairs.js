import { post } from './api.js';
import { byId, el } from './dom.js';
import { t } from './words.js';

let drawn = '';

/** The orders of the systems that Tenban keeps in step for the seat's shop, and what can be done about each there. */
export function drawPairs({ pairs }, { afresh }) {
  const key = JSON.stringify(pairs.map(({ rows }) => rows));
  if (key === drawn && !afresh) return;
  drawn = key;
  byId('pairs').replaceChildren(...pairs.flatMap(drawPair));
}

function drawPair({ shop, systems, rows }) {
  const title = systems.map(({ id }) => t(`system.${id}`)).join(' → ');
  return [el('h2', {}, title), el('ul', {}, ...rows.map((row) => drawRow(shop, row)))];
}

function drawRow(shop, { order, about, at, acts, asks }) {
  const states = at.map(({ system, state }) =>
    el('div', {}, el('small', {}, t(`system.${system}`)), el('span', {}, state)),
  );
  const buttons = acts.map((what) =>
    el(
      'button',
      { type: 'button', onclick: () => void post('pair/act', { shop, what, order }) },
      t(`act.${what}`),
    ),
  );
  return el(
    'li',
    { 'data-order': order },
    el('div', { class: 'what' }, el('b', {}, about), el('code', {}, order)),
    ...states,
    el('div', { class: 'acts' }, ...buttons, ...(asks ? asking(shop, order, asks) : [])),
  );
}

/** Something to be typed first, such as a token that another page shows. */
function asking(shop, order, what) {
  const input = el('input', {
    'aria-label': t(`act.${what}.typed`),
    placeholder: t(`act.${what}.typed`),
  });
  const send = () => void post('pair/act', { shop, what, order, typed: input.value });
  return [input, el('button', { type: 'button', onclick: send }, t(`act.${what}`))];
}
