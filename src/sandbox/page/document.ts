import { html } from 'hono/html';
import { phone, slackPane } from './document-chats.ts';
import type { PageWords } from './words.ts';

type Markup = ReturnType<typeof html>;

const SHEETS = [
  'page',
  'tabs',
  'seats',
  'phone',
  'chat',
  'flex',
  'slack',
  'slack-message',
  'slack-blocks',
  'slack-form',
  'panels',
  'charges',
  'pairs',
  'details',
  'switches',
];

/**
 * The page before its module has run. Whatever is marked `data-word` (or `data-label`, `data-hint`) is said again in the
 * chosen language by the module.
 */
export function documentOf(words: PageWords): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Tenban · ${words['top.title']}</title>
        <link rel="icon" href="/sandbox/public/icon.svg" type="image/svg+xml" />
        ${SHEETS.map((name) => html`<link rel="stylesheet" href="/sandbox/public/${name}.css" />`)}
        <script type="module" src="/sandbox/public/page.js"></script>
      </head>
      <body>
        ${top(words)}
        <main data-chat="line">
          <div
            class="tabs chats"
            role="group"
            aria-label="${words['chats.title']}"
            data-label="chats.title"
          >
            <button type="button" data-chat="line" aria-pressed="true">LINE</button>
            <button type="button" data-chat="slack" aria-pressed="false">Slack</button>
          </div>
          ${phone(words)} ${slackPane(words)}
          <div class="side">
            ${panelTabs(words)} ${tries(words)} ${charges(words)} ${switches(words)}
          </div>
        </main>
        <p id="toast" class="toast" role="status" hidden></p>
      </body>
    </html>`;
}

function top(words: PageWords): Markup {
  return html`<header class="top">
    <img class="logo" src="/sandbox/public/icon.svg" alt="" width="32" height="32" />
    <h1>Tenban <span class="badge" data-word="top.title">${words['top.title']}</span></h1>
    <p class="intro" data-word="top.intro">${words['top.intro']}</p>
    <label class="language">
      <span data-word="top.language">${words['top.language']}</span>
      <select id="language">
        <option value="th" lang="th">ไทย</option>
        <option value="vi" lang="vi">Tiếng Việt</option>
        <option value="ja" lang="ja">日本語</option>
        <option value="en" lang="en">English</option>
      </select>
    </label>
    <nav
      id="seats"
      class="seats"
      data-label="seats.title"
      aria-label="${words['seats.title']}"
    ></nav>
  </header>`;
}

function panelTabs(words: PageWords): Markup {
  return html`<div
    class="tabs"
    role="group"
    aria-label="${words['panels.title']}"
    data-label="panels.title"
  >
    <button type="button" data-panel="tries" aria-pressed="true">
      <span data-word="tries.title">${words['tries.title']}</span>
    </button>
    <button type="button" data-panel="charges" aria-pressed="false">
      <span data-word="orders.title">${words['orders.title']}</span>
    </button>
    <button type="button" data-panel="switches" aria-pressed="false">
      <span data-word="switches.title">${words['switches.title']}</span>
    </button>
  </div>`;
}

function tries(words: PageWords): Markup {
  return html`<section id="panel-tries" class="panel" aria-labelledby="tries-title">
    <h2 id="tries-title" class="unseen" data-word="tries.title">${words['tries.title']}</h2>
    <p class="hint" data-word="tries.hint">${words['tries.hint']}</p>
    <p class="hint" data-word="tries.roles">${words['tries.roles']}</p>
    <h3 data-word="tries.line">${words['tries.line']}</h3>
    <ul id="tries-line" class="tries"></ul>
    <h3 data-word="tries.slack">${words['tries.slack']}</h3>
    <ul id="tries-slack" class="tries"></ul>
  </section>`;
}

function charges(words: PageWords): Markup {
  return html`<section id="panel-charges" class="panel" aria-labelledby="charges-title" hidden>
    <h2 id="charges-title">
      <span data-word="charges.title">${words['charges.title']}</span>
      <span id="charges-shop" class="quiet"></span>
    </h2>
    <div id="charges" class="charges" role="table" aria-labelledby="charges-title"></div>
    <div id="pairs" class="pairs"></div>
    <details class="calls">
      <summary data-word="calls.title">${words['calls.title']}</summary>
      <ol id="calls"></ol>
    </details>
  </section>`;
}

function switches(words: PageWords): Markup {
  return html`<section id="panel-switches" class="panel" aria-labelledby="switches-title" hidden>
    <h2 id="switches-title" class="unseen" data-word="switches.title">
      ${words['switches.title']}
    </h2>
    <p class="hint" data-word="switches.hint">${words['switches.hint']}</p>
    <div id="switches" class="switches"></div>
  </section>`;
}
