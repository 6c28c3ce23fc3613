import { byId } from './dom.js';

/** On a narrow window one chat is seen at a time. */
export function showChat(name) {
  const main = document.querySelector('main');
  main.dataset.chat = name;
  press('chat', name);
  // What is not shown has no height to have been scrolled by.
  for (const log of [byId('chat'), byId('slack-log')]) log.scrollTop = log.scrollHeight;
}

function showPanel(name) {
  for (const { dataset } of document.querySelectorAll('button[data-panel]'))
    byId(`panel-${dataset.panel}`).hidden = dataset.panel !== name;
  document.querySelector('.side').scrollTop = 0;
  press('panel', name);
}

function press(kind, name) {
  for (const button of document.querySelectorAll(`button[data-${kind}]`))
    button.setAttribute('aria-pressed', String(button.dataset[kind] === name));
}

export function openTabs() {
  const listen = (kind, show) => {
    for (const button of document.querySelectorAll(`button[data-${kind}]`))
      button.addEventListener('click', () => show(button.dataset[kind]));
  };
  listen('chat', showChat);
  listen('panel', showPanel);
}
