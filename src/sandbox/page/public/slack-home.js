import { el } from './dom.js';
import { drawBlock } from './slack-blocks.js';
import { t } from './words.js';

let drawn = { key: '', node: null };

/** Tenban's own page, as it was published for the person in the seat. https://docs.slack.dev/surfaces/app-home */
export function drawHome(blocks, { names, act, seat }) {
  const key = JSON.stringify([seat, blocks, t('slack.empty-home')]);
  if (key !== drawn.key) drawn = { key, node: homeNode(blocks, { names, act }) };
  return drawn.node;
}

function homeNode(blocks, around) {
  if (blocks === null) return el('p', { class: 'slack-empty' }, t('slack.empty-home'));
  return el('div', { class: 'slack-home' }, ...blocks.map((block) => drawBlock(block, around)));
}
