import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWeb, type Web } from '../../src/http/server.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { recordingLog } from '../support/log.ts';

function web(change: Partial<Web> = {}) {
  const received: string[] = [];
  const { log, lines } = recordingLog();
  const app = createWeb({
    log,
    metrics: createMetrics(),
    metricsToken: null,
    production: false,
    ready: async () => {},
    counts: async () => ({ waiting: 1, running: 0, failed: 0 }),
    webhooks: [
      {
        path: '/line/webhook',
        source: 'line',
        verify: (_body, headers) => headers.get('x-line-signature') === 'good',
        async receive(body) {
          const text = new TextDecoder().decode(body);
          JSON.parse(text);
          received.push(text);
        },
      },
    ],
    ...change,
  });
  const post = (body: string, signature = 'good') =>
    app.request('/line/webhook', {
      method: 'POST',
      body,
      headers: { 'x-line-signature': signature },
    });
  return { app, post, received, lines };
}

describe('a webhook address', () => {
  it('answers once the body is received', async () => {
    const { post, received } = web();

    const answer = await post('{"events":[]}');

    assert.equal(answer.status, 200);
    assert.deepEqual(received, ['{"events":[]}']);
  });

  it('refuses a wrong signature and stores nothing', async () => {
    const { post, received } = web();

    const answer = await post('{"events":[]}', 'bad');

    assert.equal(answer.status, 401);
    assert.deepEqual(received, []);
  });

  it('refuses a body that is not JSON', async () => {
    const { post } = web();

    assert.equal((await post('{"events":')).status, 400);
  });

  it('refuses 5 MB before looking at the signature', async () => {
    const { post, received } = web();

    const answer = await post('x'.repeat(5_000_000));

    assert.equal(answer.status, 413);
    assert.deepEqual(received, []);
  });

  it('answers 500 when storing fails, so that the sender tries again', async () => {
    const { post, lines } = web({
      webhooks: [
        {
          path: '/line/webhook',
          source: 'line',
          verify: () => true,
          receive: () => Promise.reject(new Error('the disk is full')),
        },
      ],
    });

    const answer = await post('{}');

    assert.equal(answer.status, 500);
    assert.doesNotMatch(await answer.text(), /disk/);
    assert.match(lines.join(''), /the disk is full/);
  });

  it('is reached by POST only', async () => {
    const { app } = web();

    assert.equal((await app.request('/line/webhook')).status, 404);
  });
});

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
    const { app, post } = web();
    await post('{}', 'bad');

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
