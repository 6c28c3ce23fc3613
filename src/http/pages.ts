import type { Hono } from 'hono';
import type { Page } from '../core/page.ts';

/** The pages of parts, each at its own path. */
export function addPages(web: Hono, pages: readonly Page[]): void {
  for (const { path, answer } of pages) web.get(path, (c) => answer(c.req.raw));
}
