import { Hono } from 'hono';
import type { Log } from '../core/log.ts';
import type { Metrics } from '../lib/metrics.ts';
import { timingSafeEqual } from 'node:crypto';

export type Web = {
  log: Log;
  metrics: Metrics;
  /** Null: `/metrics` is open, which only a machine of one's own should be. */
  metricsToken: string | null;
  production: boolean;
  /** Rejects when Tenban cannot work now. */
  ready(): Promise<void>;
  counts(): Promise<{ waiting: number; running: number; failed: number }>;
};

/** Health, metrics, and whatever pages are added to it. */
export function createWeb(web: Web): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    web.log.error({ err: error, path: c.req.routePath }, 'a request failed');
    return c.json({ message: 'internal error' }, 500);
  });
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    try {
      await web.ready();
      return c.text('ready');
    } catch (error) {
      web.log.warn({ err: error }, 'not ready');
      return c.text('not ready', 503);
    }
  });
  app.get('/metrics', async (c) => {
    if (!mayReadMetrics(web, c.req.header('authorization')))
      return c.text('a bearer token is needed', 401);
    web.metrics.jobs(await web.counts());
    return c.text(await web.metrics.expose(), 200, { 'content-type': 'text/plain; version=0.0.4' });
  });
  return app;
}

function mayReadMetrics({ metricsToken, production }: Web, header: string | undefined): boolean {
  if (metricsToken === null) return !production;
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${metricsToken}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
