import { html } from 'hono/html';
import type { PageWords } from './words.ts';

type Markup = ReturnType<typeof html>;

/** The LINE phone, empty. */
export function phone(words: PageWords): Markup {
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

/** Slack's channel pane, empty: two conversations, a thread that covers them, and a form over all. */
export function slackPane(words: PageWords): Markup {
  return html`<section class="slack" data-label="slack.title" aria-label="${words['slack.title']}">
    <header class="slack-head">
      <div
        class="slack-places"
        role="group"
        data-label="slack.places"
        aria-label="${words['slack.places']}"
      >
        <button type="button" data-place="channel"><i>#</i><b id="slack-channel"></b></button>
        <button type="button" data-place="direct">
          <img src="/sandbox/public/icon.svg" alt="" /><b>Tenban</b>
        </button>
        <button type="button" data-place="home">
          <b data-word="slack.home">${words['slack.home']}</b>
        </button>
      </div>
      <small id="slack-members"></small>
      <div id="slack-thread-head" class="slack-thread-head" hidden>
        <button
          id="slack-back"
          type="button"
          data-label="slack.back"
          aria-label="${words['slack.back']}"
        >
          ‹
        </button>
        <b data-word="slack.thread">${words['slack.thread']}</b>
        <small id="slack-thread-of"></small>
      </div>
    </header>
    <div id="slack-log" class="slack-log" role="log" tabindex="0"></div>
    <div id="slack-hints" class="slack-hints" hidden></div>
    ${slackComposer(words)}
    <div id="slack-form" class="slack-veil" hidden></div>
  </section>`;
}

function slackComposer(words: PageWords): Markup {
  return html`<form id="slack-composer" class="slack-composer" autocomplete="off">
    <textarea id="slack-text" rows="1" maxlength="4000"></textarea>
    <div class="slack-bar">
      <button
        id="slack-shortcuts"
        type="button"
        data-hint="slack.shortcuts"
        title="${words['slack.shortcuts']}"
      >
        <svg viewBox="0 0 20 20" width="17" height="17" aria-hidden="true">
          <path
            d="M11.5 1.5 4 11.5h4.6L7.6 18.5 16 8.2h-5z"
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-linejoin="round"
          />
        </svg>
        <span data-word="slack.shortcuts">${words['slack.shortcuts']}</span>
      </button>
      <button type="submit" data-label="slack.send" aria-label="${words['slack.send']}">
        <svg viewBox="0 0 24 24" width="17" height="17" aria-hidden="true">
          <path d="M3 20.5 21.5 12 3 3.5v6.6L14 12 3 13.9z" fill="currentColor" />
        </svg>
      </button>
    </div>
  </form>`;
}
