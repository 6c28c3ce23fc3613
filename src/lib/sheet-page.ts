import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Block, Sheet, SheetField } from '../core/page.ts';
import type { Locale } from '../core/settings.ts';

/** A page in words, and what its own buttons are called. */
export type SheetPage = Sheet<string> & {
  locale: Locale;
  labels: { copy: string; copied: string };
};

const STYLE = `
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { margin: 0; font: 1.0625rem/1.6 system-ui, sans-serif; background: #f4f5f7; color: #1f2937; }
main { max-width: 36rem; margin: 6vh auto 2rem; padding: 2rem; background: #fff; border-radius: 1rem; }
.name { margin: 0 0 1.5rem; font-weight: 600; color: #5b6472; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.35; text-wrap: balance; }
h1, p, li, label { overflow-wrap: anywhere; }
p { margin: 0 0 .75rem; }
ol { padding-left: 1.5rem; }
li { margin: 0 0 .75rem; }
.warn, .good { padding: .75rem 1rem; border-radius: .625rem; background: #fdecd2; color: #5c3a05; }
.good { background: #dcf3e3; color: #14532d; }
.problem { margin: .25rem 0 0; color: #b42318; font-weight: 600; }
.copy { display: flex; gap: .5rem; margin-top: .375rem; }
code { flex: 1; padding: .5rem .75rem; border-radius: .5rem; background: #eef0f3; font: .9375rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; user-select: all; }
.code { margin: 1rem 0; font: 700 2rem/1.4 ui-monospace, monospace; letter-spacing: .08em; text-align: center; user-select: all; }
label { display: block; margin: 1rem 0 0; font-weight: 600; }
input { display: block; width: 100%; margin-top: .25rem; padding: .75rem; border: 1px solid #8a93a0; border-radius: .625rem; background: #fff; color: #1f2937; font: inherit; font-weight: 400; }
button, .go { border: 0; border-radius: .625rem; background: #1f2937; color: #fff; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
.copy button { padding: .5rem .75rem; font-size: .9375rem; }
.go { display: block; width: 100%; margin: 1.25rem 0; padding: .75rem 1.5rem; text-align: center; }
:focus-visible { outline: 3px solid #2563eb; outline-offset: 3px; }
@media (max-width: 36rem) {
  body { background: #fff; }
  main { margin: 0; padding: 2rem 1.25rem; border-radius: 0; }
}
@media (prefers-color-scheme: dark) {
  body { background: #111827; color: #e5e7eb; }
  main { background: #1f2937; }
  .name { color: #9ca3af; }
  .warn { background: #4a3209; color: #fdecd2; }
  .good { background: #14402a; color: #dcf3e3; }
  .problem { color: #fda29b; }
  code, input { background: #111827; color: #e5e7eb; }
  button, .go { background: #e5e7eb; color: #111827; }
}
@media (prefers-color-scheme: dark) and (max-width: 36rem) { body { background: #1f2937; } }
`;

/** Without it, or where it may not copy, what is to be copied is selected by one tap. */
const SCRIPT = `
document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-copied]');
  if (!button) return;
  await navigator.clipboard.writeText(button.previousElementSibling.textContent);
  button.textContent = button.dataset.copied;
});
`;

/** As one piece: the policy counts every space in them. */
const STYLE_TAG = raw(`<style>${STYLE}</style>`);
const SCRIPT_TAG = raw(`<script>${SCRIPT}</script>`);

/** Nothing but this page's own style and script, and forms to ourselves. https://www.w3.org/TR/CSP3/ */
const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Its address is told to nobody and nothing of it is kept: it may hold a secret. */
export const SHEET_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': POLICY,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** A page with steps to follow, things to copy and at most a form. */
export async function sheetPage(page: SheetPage): Promise<Response> {
  const { status, locale, title, blocks } = page;
  const body = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} · Tenban</title>
        ${STYLE_TAG}
      </head>
      <body>
        <main>
          <p class="name">Tenban</p>
          <h1>${title}</h1>
          ${blocks.map((block) => drawBlock(block, page))}
        </main>
        ${SCRIPT_TAG}
      </body>
    </html> `;
  return new Response(String(await body), { status, headers: SHEET_HEADERS });
}

function drawBlock(block: Block<string>, { labels }: SheetPage) {
  switch (block.kind) {
    case 'words':
      return html`<p class="${block.tone ?? 'plain'}">${block.text}</p>`;
    case 'steps':
      return html`<ol start="${block.from ?? 1}">
        ${block.items.map(
          ({ text, copy }) =>
            html`<li>${text}${copy === undefined ? '' : drawCopy(copy, labels)}</li>`,
        )}
      </ol>`;
    case 'code':
      return html`<p>${block.label}</p>
        <p class="code">${block.value}</p>`;
    case 'link':
      return html`<a class="go" href="${block.url}">${block.label}</a>`;
    case 'form':
    default:
      return html`<form method="post" autocomplete="off">
        ${block.fields.map(drawField)}
        <button class="go">${block.submit}</button>
      </form>`;
  }
}

function drawCopy(value: string, { copy, copied }: SheetPage['labels']) {
  return html`<span class="copy"
    ><code>${value}</code><button type="button" data-copied="${copied}">${copy}</button></span
  >`;
}

function drawField({
  name,
  label,
  problem,
  value = '',
  secret,
  digits,
  latest,
}: SheetField<string>) {
  const wrong = problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`;
  if (latest !== undefined)
    return html`<label
        >${label}<input
          name="${name}"
          type="date"
          value="${value}"
          max="${latest}"
          required /></label
      >${wrong}`;
  return html`<label
      >${label}<input
        name="${name}"
        type="${secret ? 'password' : 'text'}"
        inputmode="${digits ? 'numeric' : 'text'}"
        value="${secret ? '' : value}"
        maxlength="256"
        autocapitalize="off"
        spellcheck="false"
        required /></label
    >${wrong}`;
}

function hashOf(part: string): string {
  return `sha256-${createHash('sha256').update(part).digest('base64')}`;
}
