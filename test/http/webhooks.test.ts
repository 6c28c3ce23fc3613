import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { Hono } from 'hono';
import type { Webhook } from '../../src/core/webhook.ts';
import { listen } from '../../src/http/listen.ts';
import { createWebhooks } from '../../src/http/webhooks.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { recordingLog } from '../support/log.ts';

/** A server on a port of its own with one webhook, whose signature is the word `good`. */
async function serve(t: TestContext, change: Partial<Webhook> = {}) {
  const received: string[] = [];
  const { log, lines } = recordingLog();
  const metrics = createMetrics();
  const webhook: Webhook = {
    path: '/line/webhook',
    source: 'line',
    async receive({ body, headers }) {
      if (headers.get('X-Line-Signature') !== 'good') return 'forged';
      const text = new TextDecoder().decode(body);
      JSON.parse(text);
      received.push(text);
      return undefined;
    },
    ...change,
  };
  const web = new Hono().get('/healthz', (c) => c.text('ok'));
  const webhooks = createWebhooks({ log, metrics, webhooks: [webhook] });
  const { port, close } = await listen({ webhooks, web }, 0, systemClock);
  t.after(close);
  const url = `http://127.0.0.1:${port}/line/webhook`;
  function post(body: string | ReadableStream, signature = 'good'): Promise<Response> {
    const headers = { 'x-line-signature': signature };
    return fetch(url, { method: 'POST', body, headers, duplex: 'half' });
  }
  return { post, port, url, received, lines, counted: () => metrics.expose() };
}

/** A body that comes in pieces, its length untold. */
function inPieces(...pieces: string[]): ReadableStream {
  return ReadableStream.from(pieces.map((piece) => Buffer.from(piece)));
}

describe('a webhook address', () => {
  it('answers once the body is received', async (t) => {
    const { post, received, counted } = await serve(t);

    const answer = await post('{"events":[]}');

    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), '{}');
    assert.deepEqual(received, ['{"events":[]}']);
    assert.match(await counted(), /tenban_webhooks_total\{source="line",outcome="stored"\} 1/);
  });

  it('reads a body that comes in pieces', async (t) => {
    const { post, received } = await serve(t);

    await post(inPieces('{"eve', 'nts":', '["ก"]}'));

    assert.deepEqual(received, ['{"events":["ก"]}']);
  });

  it('answers what its sender is to be told', async (t) => {
    const told = { status: 400, type: 'text/x-told', body: 'ไม่' } as const;
    const { post } = await serve(t, { receive: async () => told });

    const answer = await post('{}');

    assert.equal(answer.status, 400);
    assert.equal(answer.headers.get('content-type'), 'text/x-told');
    assert.equal(await answer.text(), 'ไม่');
  });

  it('refuses a wrong signature, stores nothing and says so to the log', async (t) => {
    const { post, received, lines, counted } = await serve(t);

    const answer = await post('{"events":[]}', 'bad');

    assert.equal(answer.status, 401);
    assert.deepEqual(received, []);
    assert.match(lines.join(''), /webhook with a wrong signature/);
    assert.match(await counted(), /outcome="forged"\} 1/);
  });

  it('refuses a body that is not JSON', async (t) => {
    const { post, counted } = await serve(t);

    const answer = await post('{"events":');

    assert.equal(answer.status, 400);
    assert.match(await counted(), /outcome="broken"\} 1/);
  });

  it('refuses 5 MB before looking at the signature', async (t) => {
    let looked = false;
    const receive = async () => void (looked = true);
    const { post, received, counted } = await serve(t, { receive });

    const told = await post('x'.repeat(5_000_000));
    const untold = await post(inPieces(...Array.from({ length: 5 }, () => 'x'.repeat(1_000_000))));

    assert.deepEqual([told.status, untold.status], [413, 413]);
    assert.deepEqual([looked, received], [false, []]);
    assert.match(await counted(), /outcome="too-large"\} 2/);
  });

  it('cuts off a sender that never ends', async (t) => {
    const { port } = await serve(t);
    const socket = connect(port, '127.0.0.1');
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.write('POST /line/webhook HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000000\r\n\r\n');

    while (!socket.destroyed) {
      if (!socket.write('x'.repeat(1_000_000)))
        await Promise.race([once(socket, 'drain').catch(() => undefined), ended]);
    }
    await ended;

    assert.ok(socket.bytesWritten < 1_000_000_000);
  });

  it('serves on after a sender that left in the middle', async (t) => {
    const { post, port, received } = await serve(t);
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /line/webhook HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"even');

    socket.destroy();
    await once(socket, 'close');
    const answer = await post('{}');

    assert.equal(answer.status, 200);
    assert.deepEqual(received, ['{}']);
  });

  it('answers 500 when storing fails, so that the sender tries again', async (t) => {
    const { post, lines } = await serve(t, {
      receive: () => Promise.reject(new Error('the disk is full')),
    });

    const answer = await post('{}');

    assert.equal(answer.status, 500);
    assert.doesNotMatch(await answer.text(), /disk/);
    assert.match(lines.join(''), /the disk is full/);
  });

  it('is reached by POST only, whatever its query', async (t) => {
    const { url, received } = await serve(t);
    const headers = { 'x-line-signature': 'good' };

    const got = await fetch(url);
    const posted = await fetch(`${url}?from=line`, { method: 'POST', body: '{}', headers });

    assert.deepEqual([got.status, posted.status], [404, 200]);
    assert.deepEqual(received, ['{}']);
  });

  it('leaves every other address to the web', async (t) => {
    const { url } = await serve(t);

    const healthy = await fetch(new URL('/healthz', url));
    const nowhere = await fetch(new URL('/line/webhook/more', url), { method: 'POST', body: '{}' });

    assert.deepEqual([healthy.status, nowhere.status], [200, 404]);
  });
});
