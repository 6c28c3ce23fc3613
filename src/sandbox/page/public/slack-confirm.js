import { el } from './dom.js';

/**
 * Asks as Slack does before a button is sent on, and resolves with whether the person goes on.
 * https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
 */
export function agreed({ title, text, confirm, deny, style }) {
  const button = (value, { name, words }) =>
    el('button', { value, class: `slack-button ${name}` }, el('span', {}, words.text));
  const yes = style === 'danger' ? 'slack-danger' : 'slack-primary';
  const form = el(
    'form',
    { method: 'dialog' },
    el('b', {}, title.text),
    el('p', {}, text.text),
    el(
      'footer',
      {},
      button('no', { name: '', words: deny }),
      button('yes', { name: yes, words: confirm }),
    ),
  );
  const dialog = el('dialog', { class: 'slack-confirm' }, form);
  dialog.setAttribute('aria-label', title.text);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}
