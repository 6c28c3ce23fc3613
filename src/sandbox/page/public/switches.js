import { post } from './api.js';
import { byId, el, toast } from './dom.js';
import { tell } from './phone.js';
import { t } from './words.js';

const OPN = ['drop-answer', 'drop-request', '429', '500', '503', 'slow', 'hang'];
const LINE = ['500', 'hang', 'drop-answer', '429'];
/** Messages sent at one tap; the sandbox's plan has 300 a month. */
const SPENT = 100;
const SLACK = ['429', 'drop-answer', '500', 'slow'];

/** How the next switch is meant: kept here, because the simulators only know what is broken now. */
const wish = { once: true, on: 'writes', lineOnce: true, slackOnce: true, pairOnce: true };
let drawn = '';

/** The switches that break things, as the simulators stand. */
export function drawSwitches(state, { afresh }) {
  const { faults, quotaUsed, pairs } = state;
  const broken = pairs.map(({ systems, breaks }) => [systems, breaks]);
  const key = JSON.stringify([faults, quotaUsed, broken, wish]);
  if (key === drawn && !afresh) return;
  drawn = key;
  byId('switches').replaceChildren(
    opnGroup(faults),
    ...pairs.flatMap(pairGroups),
    lineGroup(faults),
    slackGroup(faults),
    webhookGroup(faults),
    quotaGroup(quotaUsed),
  );
}

function opnGroup({ opn }) {
  const set = (kind) => void post('faults/opn', { kind, once: wish.once, on: wish.on });
  const again = () => opn && set(opn.kind);
  const scope = el(
    'label',
    { class: 'option' },
    t('opn.on'),
    select(['writes', 'all'], wish.on, {
      say: (value) => t(`opn.on.${value}`),
      pick: (value) => ((wish.on = value), again()),
    }),
  );
  const once = onceBox(wish.once, (value) => ((wish.once = value), again()));
  return group(
    t('opn.title'),
    choices('opn', OPN, { current: opn?.kind ?? null, set }),
    el('div', { class: 'options' }, once, scope),
  );
}

/** Each of the two systems by itself, then what can be wrong beside single calls. */
function pairGroups({ shop, systems, breaks }) {
  const groups = systems.map(({ id, fault }) => {
    const set = (kind) => void post('pair/faults', { system: id, kind, once: wish.pairOnce });
    const once = onceBox(wish.pairOnce, (value) => {
      wish.pairOnce = value;
      if (fault) set(fault.kind);
    });
    return group(
      t(`system.${id}`),
      choices('opn', OPN, { current: fault?.kind ?? null, set }),
      el('div', { class: 'options' }, once),
    );
  });
  return [...groups, group(t('break.title'), ...breaks.map((each) => breakBox(shop, each)))];
}

function breakBox(shop, { id, on }) {
  const box = el('input', { type: 'checkbox', role: 'switch' });
  box.checked = on;
  box.addEventListener('change', () => void post('pair/break', { shop, id, on: box.checked }));
  return el('label', { class: 'option wide' }, box, t(`break.${id}`));
}

function lineGroup({ line }) {
  return platformGroup('line', { title: t('line.title'), kinds: LINE, current: line });
}

function slackGroup({ slack }) {
  return platformGroup('slack', { title: t('slack.sends'), kinds: SLACK, current: slack });
}

function platformGroup(name, { title, kinds, current }) {
  const wished = `${name}Once`;
  const set = (kind) => void post(`faults/${name}`, { kind, once: wish[wished] });
  const once = onceBox(wish[wished], (value) => {
    wish[wished] = value;
    if (current) set(current.kind);
  });
  return group(
    title,
    choices(name, kinds, { current: current?.kind ?? null, set }),
    el('div', { class: 'options' }, once),
  );
}

function webhookGroup({ thrice }) {
  const box = el('input', { type: 'checkbox', role: 'switch' });
  box.checked = thrice;
  box.addEventListener('change', () => void post('faults/line', { thrice: box.checked }));
  const redeliver = el(
    'button',
    { type: 'button', onclick: () => void again() },
    t('webhooks.redeliver'),
  );
  return group(
    t('webhooks.title'),
    el('label', { class: 'option wide' }, box, t('webhooks.thrice')),
    redeliver,
  );
}

/** What others send counts too: with it the month's quota is used up as fast as one likes. */
function quotaGroup(used) {
  const spend = () => void post('faults/line', { spend: SPENT });
  const words = t('quota.spend', { count: SPENT });
  return group(
    t('quota.title'),
    el('button', { type: 'button', onclick: spend }, words),
    el('p', { class: 'hint' }, t('quota.used', { used })),
    el('p', { class: 'hint' }, t('quota.hint')),
  );
}

async function again() {
  const answer = await tell('line/redeliver');
  if (answer) toast(t('webhooks.redelivered', { outcome: answer.outcomes.at(-1) }));
}

function group(title, ...children) {
  return el('fieldset', {}, el('legend', {}, title), ...children);
}

/** One of several ways to be broken; none of them is working. */
function choices(name, kinds, { current, set }) {
  const items = [null, ...kinds].map((kind) => {
    const isOn = kind === current;
    const classes = isOn ? `choice on${kind === null ? ' fine' : ''}` : 'choice';
    const attributes = {
      type: 'button',
      class: classes,
      'aria-pressed': String(isOn),
      onclick: () => set(kind),
    };
    return el('button', attributes, t(`${name}.${kind ?? 'none'}`));
  });
  return el('div', { class: 'choice-list' }, ...items);
}

function onceBox(value, pick) {
  const box = el('input', { type: 'checkbox' });
  box.checked = value;
  box.addEventListener('change', () => pick(box.checked));
  return el('label', { class: 'option' }, box, t('switches.once'));
}

function select(values, current, { say, pick }) {
  const node = el('select', {}, ...values.map((value) => el('option', { value }, say(value))));
  node.value = current;
  node.addEventListener('change', () => pick(node.value));
  return node;
}
