import { html } from 'hono/html';
import type { PageWords } from './words.ts';

type Markup = ReturnType<typeof html>;

const SHEETS = [
  'page',
  'seats',
  'phone',
  'chat',
  'flex',
  'panels',
  'charges',
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
        <main>
          ${phone(words)}
          <div class="side">
            <section class="panel" aria-labelledby="tries-title">
              <h2 id="tries-title" data-word="tries.title">${words['tries.title']}</h2>
              <p class="hint" data-word="tries.hint">${words['tries.hint']}</p>
              <ul id="tries" class="tries"></ul>
            </section>
            ${charges(words)} ${switches(words)}
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

function phone(words: PageWords): Markup {
  return html`<section class="phone" data-label="phone.title" aria-label="${words['phone.title']}">
    <header class="chat-head">
      <span class="back" aria-hidden="true">‹</span>
      <b id="chat-name">Tenban</b>
      <button id="follow" type="button" data-hint="phone.follow" title="${words['phone.follow']}">
        <span data-word="phone.follow-short">${words['phone.follow-short']}</span>
      </button>
    </header>
    <div id="chat" class="chat" role="log" tabindex="0"></div>
    <div id="choices" class="choices"></div>
    <form id="composer" class="composer" autocomplete="off">
      <input
        id="text"
        maxlength="5000"
        data-placeholder="phone.placeholder"
        placeholder="${words['phone.placeholder']}"
      />
      <button type="submit" data-label="phone.send" aria-label="${words['phone.send']}">
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path d="M3 20.5 21.5 12 3 3.5v6.6L14 12 3 13.9z" fill="currentColor" />
        </svg>
      </button>
    </form>
  </section>`;
}

function charges(words: PageWords): Markup {
  return html`<section class="panel" aria-labelledby="charges-title">
    <h2 id="charges-title">
      <span data-word="charges.title">${words['charges.title']}</span>
      <span id="charges-shop" class="quiet"></span>
    </h2>
    <div id="charges" class="charges" role="table" aria-labelledby="charges-title"></div>
    <details class="calls">
      <summary data-word="calls.title">${words['calls.title']}</summary>
      <ol id="calls"></ol>
    </details>
  </section>`;
}

function switches(words: PageWords): Markup {
  return html`<section class="panel" aria-labelledby="switches-title">
    <h2 id="switches-title" data-word="switches.title">${words['switches.title']}</h2>
    <p class="hint" data-word="switches.hint">${words['switches.hint']}</p>
    <div id="switches" class="switches"></div>
  </section>`;
}
