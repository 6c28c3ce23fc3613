import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Page } from '../core/page.ts';

/** A few fields that somebody filled in; more is no form of ours. */
const LARGEST_FORM = 16_384;

const limit = bodyLimit({
  maxSize: LARGEST_FORM,
  onError: (c) => c.text('the form is too large', 413, { 'cache-control': 'no-store' }),
});

/** The pages of parts, each at its own path. */
export function addPages(web: Hono, pages: readonly Page[]): void {
  for (const { path, posts, answer } of pages) {
    web.get(path, (c) => answer(c.req.raw, c.req.param()));
    if (posts) web.post(path, limit, (c) => answer(c.req.raw, c.req.param()));
  }
}
