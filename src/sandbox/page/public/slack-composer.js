import { byId, el } from './dom.js';
import { t } from './words.js';

/**
 * Where one types. Enter sends, shift and Enter begins a line, and what begins like a command or a mention is offered
 * whole. `say` resolves with null when nothing was sent.
 */
export function openComposer({ say, mentions }) {
  const input = byId('slack-text');
  const offer = () => offerFor(input.value, mentions());

  function complete() {
    input.value = `${offer().text} `;
    input.focus();
    drawOffer();
  }

  function drawOffer() {
    const found = offer();
    const hints = byId('slack-hints');
    hints.hidden = found === null;
    hints.replaceChildren(...(found === null ? [] : [drawHint(found, complete)]));
    byId('slack-composer').classList.toggle('ready', input.value.trim() !== '');
  }

  async function send() {
    const text = input.value.trim();
    if (text === '') return;
    input.value = '';
    drawOffer();
    const answer = await say(text);
    if (answer === null && input.value === '') input.value = text;
    drawOffer();
  }

  input.addEventListener('input', drawOffer);
  input.addEventListener('keydown', (event) => {
    const isEnter = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
    const isTaken = offer() !== null && (isEnter || event.key === 'Tab');
    if (!isEnter && !isTaken) return;
    event.preventDefault();
    if (isTaken) complete();
    else void send();
  });
  byId('slack-composer').addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
}

function offerFor(text, canMention) {
  const offers = [
    { text: '/tenban', usage: 'refund chrg_… 500', what: 'slack.hint-command' },
    ...(canMention ? [{ text: '@Tenban', usage: '', what: 'slack.hint-mention' }] : []),
  ];
  const typed = text.toLowerCase();
  return offers.find((offer) => typed !== '' && offer.text.toLowerCase().startsWith(typed)) ?? null;
}

function drawHint({ text, usage, what }, use) {
  return el(
    'button',
    { type: 'button', onmousedown: (event) => event.preventDefault(), onclick: use },
    el('img', { src: '/sandbox/public/icon.svg', alt: '' }),
    el('span', {}, el('b', {}, text), ' ', usage, el('small', {}, t(what))),
  );
}
