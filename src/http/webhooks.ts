import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../core/log.ts';
import type { Webhook, WebhookHeaders, WebhookRequest } from '../core/webhook.ts';
import type { Metrics } from '../lib/metrics.ts';
import { readBody } from './body.ts';
import { createPaths, type Found } from './paths.ts';

export type Webhooks = { log: Log; metrics: Metrics; webhooks: readonly Webhook[] };

/** Answers a request that was posted to a webhook's address; false: it is for somebody else. */
export type TakeWebhook = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

/** LINE's and Slack's bodies are far smaller; a larger one is not theirs. */
const LARGEST_BODY = 1_000_000;

type Answer = { status: number; type?: string; body: string };

/** Takes webhooks straight from the server: in a flood they cost little more than reading and verifying them. */
export function createWebhooks({ log, metrics, webhooks }: Webhooks): TakeWebhook {
  const find = createPaths(webhooks);

  async function take(
    { webhook: { source, receive, path }, params }: Found<Webhook>,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ) {
    const body = await readBody(incoming, LARGEST_BODY);
    if (body === 'gone') return;
    try {
      const { outcome, answer } = await receiveBody(receive, {
        body,
        headers: headersOf(incoming),
        params,
      });
      metrics.webhook({ source, outcome });
      if (outcome === 'forged')
        log.warn({ source, bytes: body.length }, 'webhook with a wrong signature');
      send(outgoing, answer);
    } catch (error) {
      log.error({ err: error, path }, 'a request failed');
      send(outgoing, words(500, 'internal error'));
    }
  }

  return (incoming, outgoing) => {
    if (incoming.method !== 'POST') return false;
    const found = find(pathOf(incoming.url ?? ''));
    if (found === null) return false;
    void take(found, incoming, outgoing);
    return true;
  };
}

/** Verified by the raw bytes, then stored, then answered. */
async function receiveBody(
  receive: Webhook['receive'],
  { body, ...request }: Omit<WebhookRequest, 'body'> & { body: Uint8Array | 'too large' },
): Promise<{ outcome: string; answer: Answer }> {
  if (body === 'too large')
    return { outcome: 'too-large', answer: words(413, 'the body is too large') };
  try {
    const answer = await receive({ body, ...request });
    if (answer === 'forged')
      return { outcome: 'forged', answer: words(401, 'the signature is missing or wrong') };
    return { outcome: 'stored', answer: answer ?? EMPTY };
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
