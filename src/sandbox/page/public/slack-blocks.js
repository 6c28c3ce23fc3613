import { el } from './dom.js';
import { agreed } from './slack-confirm.js';
import { drawText } from './slack-text.js';
import { t } from './words.js';

/**
 * Draws a block as Slack does. `act` is called with what was tapped or chosen and the element, which stays busy until the
 * promise it returns is settled.
 * https://docs.slack.dev/reference/block-kit/blocks
 */
export function drawBlock(block, { names, act }) {
  const draw = BLOCKS[block.type];
  if (draw) return draw(block, { names, act });
  return el('p', { class: 'slack-other' }, t('slack.other', { type: block.type }));
}

const BLOCKS = {
  header: ({ text }) => el('h4', { class: 'slack-title' }, text.text),
  divider: () => el('hr', { class: 'slack-divider' }),
  section: drawSection,
  context: ({ elements }, { names }) =>
    el('div', { class: 'slack-context' }, ...elements.map((each) => drawContext(each, names))),
  actions: ({ elements }, around) =>
    el('div', { class: 'slack-actions' }, ...elements.map((each) => drawElement(each, around))),
  image: drawImage,
};

function drawSection({ text, fields = [], accessory }, around) {
  const { names } = around;
  const cells = fields.map((field) => el('div', {}, ...drawText(field, names)));
  return el(
    'div',
    { class: 'slack-section' },
    el(
      'div',
      { class: 'slack-section-words' },
      text && el('div', { class: 'slack-words' }, ...drawText(text, names)),
      cells.length > 0 && el('div', { class: 'slack-fields' }, ...cells),
    ),
    accessory && drawElement(accessory, around),
  );
}

function drawContext(element, names) {
  if (element.type === 'image') return drawPicture(element, 'slack-icon');
  return el('span', {}, ...drawText(element, names));
}

function drawImage({ title, ...image }) {
  const caption = title && el('figcaption', {}, title.text);
  return el('figure', { class: 'slack-image' }, caption, drawPicture(image, ''));
}

/** Slack fetches pictures over https only. */
function drawPicture({ image_url: url, alt_text: alt }, name) {
  const src = URL.parse(url ?? '')?.protocol === 'https:' ? url : undefined;
  return el('img', { class: name, src, alt, loading: 'lazy' });
}

function drawElement(element, around) {
  if (element.type === 'button') return drawButton(element, around);
  if (element.type === 'static_select') return drawSelect(element, around);
  if (element.type === 'image') return drawPicture(element, 'slack-accessory');
  return el('span', { class: 'slack-other' }, t('slack.other', { type: element.type }));
}

function drawButton({ text, value, action_id: id, style, url, confirm }, { act }) {
  const tap = async () => {
    if (confirm && !(await agreed(confirm))) return;
    if (/^https?:/.test(url ?? '')) window.open(url, '_blank', 'noopener');
    void busy(button, act(value ?? id));
  };
  const classes = ['slack-button', style && `slack-${style}`].filter(Boolean).join(' ');
  const button = el(
    'button',
    { type: 'button', class: classes, onclick: () => void tap() },
    el('span', {}, text.text),
  );
  return button;
}

/** The first entry only says what to do, as Slack's placeholder does. */
export function drawOptions({ options = [], placeholder, initial_option: initial }) {
  const first = el('option', { value: '' }, placeholder?.text ?? t('slack.choose'));
  const others = options.map(({ text, value }) => el('option', { value }, text.text));
  const select = el('select', { class: 'slack-select' }, first, ...others);
  select.value = initial?.value ?? '';
  return select;
}

function drawSelect(element, { act }) {
  const select = drawOptions(element);
  select.addEventListener('change', () => {
    if (select.value !== '') void busy(select, act(select.value));
  });
  return select;
}

export async function busy(node, doing) {
  node.classList.add('busy');
  node.disabled = true;
  await doing;
  node.classList.remove('busy');
  node.disabled = false;
}
