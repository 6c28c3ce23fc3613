import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Locale } from '../core/settings.ts';

export type PlainPage = {
  status: number;
  locale: Locale;
  title: string;
  lines: readonly string[];
  link?: { label: string; url: string };
  /** `set-cookie` and the like. */
  headers?: Record<string, string>;
};

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; font: 1.0625rem/1.65 system-ui, sans-serif; background: #f4f5f7; color: #1f2937; }
main { max-width: 33rem; margin: 12vh auto 2rem; padding: 2rem; box-sizing: border-box; background: #fff; border-radius: 1rem; }
.name { margin: 0 0 1.5rem; font-weight: 600; color: #5b6472; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.35; text-wrap: balance; }
h1, p { overflow-wrap: anywhere; word-break: auto-phrase; }
p { margin: 0 0 .75rem; text-wrap: pretty; }
a { display: inline-block; margin-top: 1rem; padding: .75rem 1.5rem; border-radius: .625rem; background: #1f2937; color: #fff; font-weight: 600; text-decoration: none; }
a:hover { background: #374151; }
a:focus-visible { outline: 3px solid #2563eb; outline-offset: 3px; }
@media (max-width: 36rem) {
  body { background: #fff; }
  main { margin: 0; padding: 2rem 1.25rem; border-radius: 0; }
  a { display: block; text-align: center; }
}
@media (prefers-color-scheme: dark) {
  body { background: #111827; color: #e5e7eb; }
  main { background: #1f2937; }
  .name { color: #9ca3af; }
  a { background: #e5e7eb; color: #111827; }
  a:hover { background: #fff; }
}
@media (prefers-color-scheme: dark) and (max-width: 36rem) { body { background: #1f2937; } }
`;

/** As one piece: the policy counts every space in it. */
const STYLE_TAG = raw(`<style>${STYLE}</style>`);

/** Nothing but this page's own style: no script, no picture, no form, no frame. https://www.w3.org/TR/CSP3/ */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page that says one thing and leads to at most one place. Its address is told to nobody: it may hold a secret. */
export async function plainPage(page: PlainPage): Promise<Response> {
  const { status, locale, title, lines, link, headers } = page;
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
          ${lines.map((line) => html`<p>${line}</p> `)}
          ${link === undefined ? '' : html`<a href="${link.url}">${link.label}</a>`}
        </main>
      </body>
    </html> `;
  return new Response(String(await body), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      ...headers,
    },
  });
}
