import { post } from './api.js';
import { byId, copy, el, toast } from './dom.js';
import { clockTime, has, moment, money, smallestUnit, t } from './words.js';

const METHODS = {
  promptpay: 'PromptPay',
  truemoney: 'TrueMoney',
  paynow: 'PayNow',
  wechat_pay: 'WeChat Pay',
  paypay: 'PayPay',
};

const open = new Set();
const drafts = new Map();
let rows = new Map();

/** Opn's charges of the seat's shop. Only rows that changed are drawn again. */
export function drawCharges(state, { shop, afresh }) {
  byId('charges-shop').textContent = shop.name;
  const table = byId('charges');
  const next = new Map();
  for (const charge of state.charges) {
    const key = JSON.stringify(charge);
    const known = rows.get(charge.id);
    const isSame = !afresh && known?.key === key;
    next.set(
      charge.id,
      isSame
        ? known
        : { key, node: drawCharge(charge, { shop, now: state.now, isNew: afresh || !known }) },
    );
  }
  const isUnchanged =
    !afresh && next.size === rows.size && [...next].every(([id, row]) => rows.get(id) === row);
  rows = next;
  if (!isUnchanged) table.replaceChildren(head(), ...[...next.values()].map(({ node }) => node));
  drawCalls(state.calls, shop);
}

function head() {
  const names = ['charge', 'method', 'amount', 'refunded', 'status'];
  const cells = names.map((name) =>
    el('span', { class: `at-${name}`, role: 'columnheader' }, t(`charges.${name}`)),
  );
  return el(
    'div',
    { class: 'charge-head', role: 'row' },
    ...cells,
    el('span', { class: 'at-more' }),
  );
}

function drawCharge(charge, { shop, now, isNew }) {
  const details = el(
    'div',
    { class: 'charge-details', hidden: !open.has(charge.id) },
    ...detailsOf(charge, shop),
  );
  const more = el('button', {
    class: 'more at-more',
    type: 'button',
    title: t('charges.open'),
    'aria-label': t('charges.open'),
    'aria-expanded': open.has(charge.id) ? 'true' : 'false',
    onclick: () => toggle(charge.id, more, details),
  });
  const cells = [
    el(
      'div',
      { class: 'at-charge', role: 'cell' },
      el('b', {}, charge.description ?? ''),
      idLine(charge),
    ),
    el(
      'div',
      { class: 'at-method', role: 'cell' },
      methodOf(charge),
      el('time', {}, moment(charge.createdAt, shop.timeZone, now)),
    ),
    el(
      'div',
      { class: 'at-amount', role: 'cell' },
      money(charge.amount, charge.currency),
      capturedOf(charge),
    ),
    el(
      'div',
      { class: 'at-refunded', role: 'cell' },
      charge.refunded > 0 ? money(charge.refunded, charge.currency) : '–',
    ),
    el('div', { class: 'at-status', role: 'cell' }, ...statusOf(charge)),
  ];
  const row = el('div', { class: 'charge-row', role: 'row' }, ...cells, more);
  return el(
    'div',
    { class: isNew ? 'charge' : 'charge changed', 'data-charge': charge.id },
    row,
    details,
  );
}

function toggle(id, more, details) {
  const isOpen = !open.delete(id);
  if (isOpen) open.add(id);
  details.hidden = !isOpen;
  more.setAttribute('aria-expanded', String(isOpen));
}

function idLine({ id }) {
  const button = el('button', {
    class: 'copy',
    type: 'button',
    title: t('charges.copy'),
    'aria-label': t('charges.copy'),
    onclick: () => void copy(id, t('tries.copied')),
  });
  return el('span', { class: 'id' }, el('code', {}, id), button);
}

function methodOf({ method: { brand, digits } }) {
  if (digits !== null) return `${brand} •${digits}`;
  return has(`method.${brand}`) ? t(`method.${brand}`) : (METHODS[brand] ?? brand);
}

/** Said only where less was captured than charged. */
function capturedOf({ captured, amount, currency }) {
  if (captured === 0 || captured === amount) return null;
  return el('small', {}, t('charges.captured', { amount: money(captured, currency) }));
}

function statusOf({ state, flags }) {
  const flagNodes = flags.map((flag) => el('small', {}, t(`flag.${flag}`)));
  return [el('span', { class: `state state-${state}` }, t(`state.${state}`)), ...flagNodes];
}

function detailsOf(charge, shop) {
  const { refunds, currency, failure } = charge;
  if (failure !== null) return [el('p', { class: 'hint', lang: 'en' }, failure)];
  const items = refunds.map((refund) =>
    el(
      'li',
      {},
      el('b', {}, money(refund.amount, currency)),
      el(
        'span',
        { class: refund.dashboard ? 'by' : 'by by-tenban' },
        t(refund.dashboard ? 'charges.in-dashboard' : 'charges.by-tenban'),
      ),
      el('time', {}, clockTime(refund.createdAt, shop.timeZone)),
      el('code', {}, refund.id),
    ),
  );
  const list =
    items.length > 0
      ? el('ol', { class: 'refunds' }, ...items)
      : el('p', { class: 'hint' }, t('charges.none'));
  return [list, refundForm(charge), el('p', { class: 'hint' }, t('charges.refund-hint'))];
}

function refundForm({ id, currency }) {
  const input = el('input', {
    inputmode: 'decimal',
    placeholder: currency,
    'aria-label': t('charges.refund-amount'),
    value: drafts.get(id),
    oninput: () => drafts.set(id, input.value),
  });
  const refund = (event) => {
    event.preventDefault();
    const amount = smallestUnit(input.value, currency);
    if (amount === null) return toast(t('charges.bad-amount', { currency }));
    drafts.delete(id);
    input.value = '';
    return void post('opn/dashboard-refund', { charge: id, amount });
  };
  const dispute = () => void post('opn/dispute', { charge: id });
  return el(
    'form',
    { class: 'refund-form', onsubmit: refund },
    input,
    el('button', { type: 'submit' }, t('charges.refund')),
    el('button', { type: 'button', class: 'plain', onclick: dispute }, t('charges.dispute')),
  );
}

function drawCalls(calls, shop) {
  const items = calls.map(({ at, method, path }) =>
    el(
      'li',
      { class: method === 'GET' ? '' : 'write' },
      el('time', {}, clockTime(at, shop.timeZone)),
      el('code', {}, `${method} ${path}`),
    ),
  );
  byId('calls').replaceChildren(
    ...(items.length > 0 ? items.toReversed() : [el('li', {}, t('calls.none'))]),
  );
}
