import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Log } from '../core/log.ts';
import type { Webhook } from '../core/webhook.ts';
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
  webhooks: readonly Webhook[];
};

/** LINE's and Slack's bodies are far smaller; a larger one is not theirs. */
const LARGEST_BODY = 1_000_000;

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
  for (const webhook of web.webhooks) addWebhook(app, web, webhook);
  return app;
}

function mayReadMetrics({ metricsToken, production }: Web, header: string | undefined): boolean {
  if (metricsToken === null) return !production;
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${metricsToken}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Verify the raw bytes, then store, then answer. */
function addWebhook(
  app: Hono,
  { log, metrics }: Web,
  { path, source, verify, receive }: Webhook,
): void {
  const count = (outcome: string): void => metrics.webhook({ source, outcome });
  const limit = bodyLimit({
    maxSize: LARGEST_BODY,
    onError(c) {
      count('too-large');
      return c.json({ message: 'the body is too large' }, 413);
    },
  });
  app.post(path, limit, async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    if (!verify(body, c.req.raw.headers)) {
      count('forged');
      log.warn({ source, bytes: body.length }, 'webhook with a wrong signature');
      return c.json({ message: 'the signature is missing or wrong' }, 401);
    }
    try {
      const answer = await receive(body, c.req.raw.headers);
      count('stored');
      if (answer === undefined) return c.json({});
      return c.body(answer.body, answer.status, { 'content-type': answer.type ?? 'text/plain' });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      count('broken');
      return c.json({ message: 'the body is not what this address takes' }, 400);
    }
  });
}
