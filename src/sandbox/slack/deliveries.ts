import { createHmac } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { jsonOf } from './guards.ts';
import type { Sockets } from './sockets.ts';
import type { Node, Outcome } from './types.ts';

const ANSWER_TIME = 3_000;
/** After the first try at once. https://docs.slack.dev/apis/events-api/#retries */
const RETRIES = [0, 60_000, 300_000];

type Kind = 'events_api' | 'slash_commands' | 'interactive';

export type Delivery = { kind: Kind; payload: Node; retry?: { num: number; reason: string } };

/** What came back. A header may ask Slack not to try again. */
export type Delivered = { outcome: Outcome; answer: unknown; final: boolean };

export type Deliveries = {
  /** Where requests go, unless a socket is open. */
  to(url: string): void;
  /** Once: commands, taps and forms are never tried again. */
  send(delivery: Delivery): Promise<Delivered>;
  /** Until it is answered with a 2xx: at once again, after a minute, after five more. Resolves before the waits. */
  insist(payload: Node, outcomes: Outcome[]): Promise<void>;
  /** From now on events are sent this many times more though they were answered. */
  repeat(times: number): void;
};

export type DeliveryOptions = {
  clock: Clock;
  signingSecret: string;
  sockets: Sockets;
  /** Called after every delivery. */
  changed(): void;
  /** Ends retries. */
  signal: AbortSignal;
};

/** Signs and sends what happens in the workspace, through a socket when one is open, and waits three seconds. */
export function createDeliveries(options: DeliveryOptions): Deliveries {
  const { sockets, changed } = options;
  const target: { url: string | null } = { url: null };
  const habit = { repeats: 0 };

  async function send(delivery: Delivery): Promise<Delivered> {
    const overSocket = sockets.count() > 0;
    const sending = overSocket ? sockets.send(delivery) : post(options, target.url, delivery);
    const delivered = await inTime(options.clock, sending);
    changed();
    return delivered;
  }

  return {
    to(url) {
      target.url = url;
    },
    send,
    repeat(times) {
      habit.repeats = times;
    },
    async insist(payload, outcomes) {
      let delivered = await send({ kind: 'events_api', payload });
      outcomes.push(delivered.outcome);
      const again = async (num: number): Promise<void> => {
        const retry = { num, reason: reasonOf(delivered.outcome) };
        delivered = await send({ kind: 'events_api', payload, retry });
        outcomes.push(delivered.outcome);
      };
      for (let num = 1; isAnswered(delivered.outcome) && num <= habit.repeats; num += 1) {
        const retry = { num, reason: 'http_timeout' };
        const { outcome } = await send({ kind: 'events_api', payload, retry });
        outcomes.push(outcome);
      }
      if (!isOver(delivered)) await again(1);
      if (!isOver(delivered)) void later(options, () => isOver(delivered), again);
    },
  };
}

async function later(
  { clock, signal }: DeliveryOptions,
  isDone: () => boolean,
  again: (num: number) => Promise<void>,
): Promise<void> {
  for (const [index, wait] of RETRIES.entries()) {
    if (index === 0) continue;
    await clock.sleep(wait, signal).catch(() => {});
    if (signal.aborted || isDone()) return;
    await again(index + 1);
  }
}

function isOver({ outcome, final }: Delivered): boolean {
  return final || isAnswered(outcome) || outcome === 'no_endpoint';
}

export function isAnswered(outcome: Outcome): boolean {
  return typeof outcome === 'number' && outcome >= 200 && outcome < 300;
}

function reasonOf(outcome: Outcome): string {
  return typeof outcome === 'number' ? 'http_error' : outcome;
}

async function inTime(clock: Clock, sending: Promise<Delivered>): Promise<Delivered> {
  const answered = new AbortController();
  const timedOut = clock
    .sleep(ANSWER_TIME, answered.signal)
    .then((): Delivered => ({ outcome: 'http_timeout', answer: null, final: false }));
  try {
    return await Promise.race([sending, timedOut]);
  } finally {
    answered.abort();
  }
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
async function post(
  { clock, signingSecret }: DeliveryOptions,
  url: string | null,
  delivery: Delivery,
): Promise<Delivered> {
  if (url === null) return { outcome: 'no_endpoint', answer: null, final: true };
  const { type, body } = wrapped(delivery);
  const timestamp = String(Math.floor(clock.now().epochMilliseconds / 1000));
  const mac = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`);
  const { retry } = delivery;
  const headers = {
    'content-type': type,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${mac.digest('hex')}`,
    ...(retry && {
      'x-slack-retry-num': String(retry.num),
      'x-slack-retry-reason': retry.reason,
    }),
  };
  try {
    const response = await fetch(url, { method: 'POST', headers, body });
    const text = await response.text();
    const final = response.headers.get('x-slack-no-retry') === '1';
    return { outcome: response.status, answer: jsonOf(text) ?? (text || null), final };
  } catch {
    return { outcome: 'connection_failed', answer: null, final: false };
  }
}

function wrapped({ kind, payload }: Delivery): { type: string; body: string } {
  if (kind === 'events_api') return { type: 'application/json', body: JSON.stringify(payload) };
  const fields = kind === 'interactive' ? { payload: JSON.stringify(payload) } : texts(payload);
  const body = new URLSearchParams(fields).toString();
  return { type: 'application/x-www-form-urlencoded', body };
}

function texts(payload: Node): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
}
