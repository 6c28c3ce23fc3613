import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../core/log.ts';
import type { Webhook, WebhookHeaders } from '../core/webhook.ts';
import type { Metrics } from '../lib/metrics.ts';
import { readBody } from './body.ts';

export type Webhooks = { log: Log; metrics: Metrics; webhooks: readonly Webhook[] };

/** Answers a request that was posted to a webhook's address; false: it is for somebody else. */
export type TakeWebhook = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

/** LINE's and Slack's bodies are far smaller; a larger one is not theirs. */
const LARGEST_BODY = 1_000_000;

type Answer = { status: number; type?: string; body: string };

/** Takes webhooks straight from the server: in a flood they cost little more than reading and verifying them. */
export function createWebhooks({ log, metrics, webhooks }: Webhooks): TakeWebhook {
  const byPath = new Map(webhooks.map((webhook) => [webhook.path, webhook]));

  async function take(webhook: Webhook, incoming: IncomingMessage, outgoing: ServerResponse) {
    const { source } = webhook;
    const body = await readBody(incoming, LARGEST_BODY);
    if (body === 'gone') return;
    try {
      const { outcome, answer } = await receive(webhook, body, headersOf(incoming));
      metrics.webhook({ source, outcome });
      if (outcome === 'forged')
        log.warn({ source, bytes: body.length }, 'webhook with a wrong signature');
      send(outgoing, answer);
    } catch (error) {
      log.error({ err: error, path: webhook.path }, 'a request failed');
      send(outgoing, words(500, 'internal error'));
    }
  }

  return (incoming, outgoing) => {
    if (incoming.method !== 'POST') return false;
    const webhook = byPath.get(pathOf(incoming.url ?? ''));
    if (webhook === undefined) return false;
    void take(webhook, incoming, outgoing);
    return true;
  };
}

/** Verify the raw bytes, then store, then answer. */
async function receive(
  { verify, receive: store }: Webhook,
  body: Uint8Array | 'too large',
  headers: WebhookHeaders,
): Promise<{ outcome: string; answer: Answer }> {
  if (body === 'too large')
    return { outcome: 'too-large', answer: words(413, 'the body is too large') };
  if (!verify(body, headers))
    return { outcome: 'forged', answer: words(401, 'the signature is missing or wrong') };
  try {
    return { outcome: 'stored', answer: (await store(body, headers)) ?? EMPTY };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { outcome: 'broken', answer: words(400, 'the body is not what this address takes') };
  }
}

const JSON_TYPE = 'application/json';
const EMPTY: Answer = { status: 200, type: JSON_TYPE, body: '{}' };

function words(status: number, message: string): Answer {
  return { status, type: JSON_TYPE, body: JSON.stringify({ message }) };
}

function send(outgoing: ServerResponse, { status, type = 'text/plain', body }: Answer): void {
  const length = Buffer.byteLength(body);
  outgoing.writeHead(status, { 'content-type': type, 'content-length': length }).end(body);
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

function headersOf({ headers }: IncomingMessage): WebhookHeaders {
  return {
    get(name) {
      const value = headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : (value ?? null);
    },
  };
}
