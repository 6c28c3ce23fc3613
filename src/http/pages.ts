import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Clock } from '../core/clock.ts';
import type { Page } from '../core/page.ts';
import { createTurnstile } from './turnstile.ts';

/** A few fields that somebody filled in; more is no form of ours. */
const LARGEST_FORM = 16_384;
/** A person loads one address this often at most. */
const PER_MINUTE = 60;

const UNKEPT = { 'cache-control': 'no-store' };

const limit = bodyLimit({
  maxSize: LARGEST_FORM,
  onError: (c) => c.text('the form is too large', 413, UNKEPT),
});

/** The pages of parts, each at its own path. */
export function addPages(web: Hono, pages: readonly Page[], clock: Clock): void {
  const turnstile = createTurnstile(clock, PER_MINUTE);

  for (const { path, posts, answer } of pages) {
    const show = (c: Context): Promise<Response> | Response => {
      const wait = turnstile.pass(c.req.path);
      if (wait > 0)
        return c.text('too many requests', 429, { ...UNKEPT, 'retry-after': String(wait) });
      return answer(c.req.raw, c.req.param());
    };
    web.get(path, show);
    if (posts) web.post(path, limit, (c) => (isOurs(c) ? show(c) : foreign(c)));
  }
}

/** Browsers say which site a form stands on; what is no browser has nobody's cookies. https://www.w3.org/TR/fetch-metadata/ */
function isOurs(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  return site === undefined || site === 'same-origin';
}

function foreign(c: Context): Response {
  return c.text('a form of another site is not taken', 403, UNKEPT);
}
