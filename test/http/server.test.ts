import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWeb, type Web } from '../../src/http/server.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { recordingLog } from '../support/log.ts';

function web(change: Partial<Web> = {}) {
  const metrics = createMetrics();
  const app = createWeb({
    log: recordingLog().log,
    metrics,
    metricsToken: null,
    production: false,
    ready: async () => {},
    counts: async () => ({ waiting: 1, running: 0, failed: 0 }),
    ...change,
  });
  return { app, metrics };
}

describe('health and metrics', () => {
  it('is alive also when it cannot work', async () => {
    const { app } = web({ ready: () => Promise.reject(new Error('database is locked')) });

    assert.equal((await app.request('/healthz')).status, 200);
    assert.equal((await app.request('/readyz')).status, 503);
  });

  it('is ready when the database answers', async () => {
    const { app } = web();

    assert.equal((await app.request('/readyz')).status, 200);
  });

  it('counts webhooks and jobs', async () => {
    const { app, metrics } = web();
    metrics.webhook({ source: 'line', outcome: 'forged' });

    const text = await (await app.request('/metrics')).text();

    assert.match(text, /tenban_webhooks_total\{source="line",outcome="forged"\} 1/);
    assert.match(text, /tenban_jobs\{state="waiting"\} 1/);
  });

  it('shows metrics in production to the bearer of the token only', async () => {
    const { app } = web({ production: true, metricsToken: 'pineapple' });
    const ask = (authorization: string) => app.request('/metrics', { headers: { authorization } });

    assert.equal((await app.request('/metrics')).status, 401);
    assert.equal((await ask('Bearer banana')).status, 401);
    assert.equal((await ask('Bearer pineapple')).status, 200);
  });

  it('shows no metrics in production without a token', async () => {
    const { app } = web({ production: true });

    assert.equal((await app.request('/metrics')).status, 401);
  });
});
