import { byId, el, toast } from './dom.js';
import { drawBlock, drawOptions, busy } from './slack-blocks.js';
import { t } from './words.js';

let shown = { id: '', hash: '' };
let inputs = [];
let heldFocus = null;

/**
 * The form over the channel. Typed answers stay when Tenban finds fault with one of them.
 * https://docs.slack.dev/reference/views/modal-views
 */
export function drawForm(form, { names, tell, afresh }) {
  const veil = byId('slack-form');
  if (form === null) return closeForm(veil);
  const isSame = !afresh && form.id === shown.id && form.hash === shown.hash;
  if (!isSame) openForm(veil, form, { names, tell });
  for (const { id, say } of inputs) say(form.errors[id] ?? '');
  return null;
}

function closeForm(veil) {
  if (veil.hidden) return;
  cover(veil, false);
  veil.replaceChildren();
  shown = { id: '', hash: '' };
  inputs = [];
  heldFocus?.focus({ preventScroll: true });
}

/** While the form is open nothing below it can be reached. */
function cover(veil, isOpen) {
  veil.hidden = !isOpen;
  for (const other of veil.parentElement.children) if (other !== veil) other.inert = isOpen;
}

function openForm(veil, { id, hash, view }, { names, tell }) {
  if (veil.hidden) heldFocus = document.activeElement;
  shown = { id, hash };
  inputs = [];
  const trouble = { class: 'slack-trouble', role: 'alert', hidden: true };
  const warning = el('p', trouble, t('slack.trouble'));
  const blocks = view.blocks.map((block) => drawFormBlock(block, names));
  const dialog = drawDialog(view, {
    body: [warning, ...blocks],
    leave: () => void tell('slack/leave', { form: id }),
    send: async (submit) => {
      if (isIncomplete()) return;
      warning.hidden = true;
      const answer = tell('slack/submit', { form: id, values: valuesOf() }, { quiet: true });
      await busy(submit, answer);
      warning.hidden = (await answer)?.outcomes?.[0] === 200;
    },
  });
  veil.replaceChildren(dialog);
  cover(veil, true);
  dialog.querySelector('input, textarea, select')?.focus({ preventScroll: true });
}

function drawDialog({ title, submit, close }, { body, leave, send }) {
  const icon = el('img', { src: '/sandbox/public/icon.svg', alt: '' });
  const button = (type, { name = '', ...more }, words) =>
    el('button', { type, class: `slack-button ${name}`, ...more }, el('span', {}, words));
  const sender = button('submit', { name: 'slack-primary' }, submit?.text ?? '');
  const leaver = button('button', { onclick: leave }, close?.text ?? t('slack.close'));
  const cross = { type: 'button', class: 'slack-cross', 'aria-label': t('slack.close') };
  const head = [icon, el('b', {}, title.text), el('button', { ...cross, onclick: leave }, '×')];
  const dialog = el(
    'form',
    { class: 'slack-dialog', role: 'dialog', 'aria-modal': 'true', novalidate: true },
    el('header', {}, ...head),
    el('div', { class: 'slack-dialog-body' }, ...body),
    el('footer', {}, leaver, submit && sender),
  );
  dialog.setAttribute('aria-label', title.text);
  dialog.addEventListener('keydown', ({ key }) => key === 'Escape' && leave());
  dialog.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(sender);
  });
  return dialog;
}

function drawFormBlock(block, names) {
  if (block.type !== 'input')
    return drawBlock(block, { names, act: () => toast(t('slack.other', { type: block.type })) });
  const { block_id: id, label, hint, optional = false, element } = block;
  const input = inputOf(element);
  const name = `slack-field-${id}`;
  input.id = name;
  const error = el('p', { class: 'slack-error', role: 'alert', hidden: true });
  const say = (words) => {
    error.textContent = words;
    error.hidden = words === '';
    input.setAttribute('aria-invalid', String(words !== ''));
  };
  input.addEventListener('input', () => say(''));
  inputs.push({ id, input, optional, say });
  const mark = optional && el('small', {}, ` ${t('slack.optional')}`);
  return el(
    'div',
    { class: 'slack-field', 'data-block': id },
    el('label', { for: name }, label.text, mark),
    input,
    error,
    hint && el('p', { class: 'slack-hint' }, hint.text),
  );
}

function inputOf(element) {
  if (element.type === 'static_select') return drawOptions(element);
  const { multiline, max_length: maxlength, placeholder, initial_value: value = '' } = element;
  const attributes = { maxlength, placeholder: placeholder?.text };
  const input = multiline ? el('textarea', { rows: 3, ...attributes }) : el('input', attributes);
  input.value = value;
  return input;
}

function isIncomplete() {
  const empty = inputs.filter(({ input, optional }) => !optional && input.value.trim() === '');
  for (const { say } of empty) say(t('slack.required'));
  empty[0]?.input.focus();
  return empty.length > 0;
}

function valuesOf() {
  const given = inputs.filter(({ input }) => input.tagName !== 'SELECT' || input.value !== '');
  return Object.fromEntries(given.map(({ id, input }) => [id, input.value]));
}
