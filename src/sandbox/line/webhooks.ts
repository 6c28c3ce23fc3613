import { createHmac } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import type { WebhookEvent, WebhookFaults, WebhookOutcome } from './types.ts';
import type { World } from './world.ts';

const ANSWER_TIME = 2_000;
const REPLY_LIFE = 60_000;
const REDELIVERED_LIFE = 20 * 60_000;
/** LINE tells neither how often nor when; these are ours. */
const REDELIVERIES = [10_000, 60_000, 300_000];

type Sent = { event: WebhookEvent; outcomes: WebhookOutcome[] };

export type Webhooks = {
  to(url: string): void;
  /** Resolves when the delivery was answered, failed, or is held back. */
  send(event: WebhookEvent, conversation: string): Promise<Sent>;
  /** The same event again, marked. Throws when it was never sent. */
  redeliver(id: string): Promise<Sent>;
  faults: { set(faults: Partial<WebhookFaults>): void; current(): WebhookFaults };
};

export type WebhookOptions = {
  world: World;
  clock: Clock;
  channelSecret: string;
  destination: string;
  /** Ends redelivery. */
  signal: AbortSignal;
};

/**
 * Sends signed webhooks, waits two seconds for an answer, and delivers again, twice or in the wrong order when told to.
 * https://developers.line.biz/en/docs/messaging-api/receiving-messages/
 */
export function createWebhooks(options: WebhookOptions): Webhooks {
  const { world } = options;
  const sent = new Map<string, Sent>();
  const to: Target = { url: null, faults: { redelivery: false, duplicates: 0, reorder: false } };
  let held: Sent | null = null;

  return {
    to(url) {
      to.url = url;
    },
    async send(event, conversation) {
      const entry: Sent = { event, outcomes: [] };
      sent.set(event.webhookEventId, entry);
      addReplyToken(world, event, conversation);
      const overtaken = held;
      held = to.faults.reorder && overtaken === null ? entry : null;
      if (held !== null) return { event, outcomes: ['held'] };
      await deliverAll(options, to, entry);
      if (overtaken !== null) await deliverAll(options, to, overtaken);
      return entry;
    },
    async redeliver(id) {
      const entry = sent.get(id);
      if (entry === undefined) throw new Error(`There is no event ${id} to deliver again.`);
      await deliver(options, to, { entry, again: true });
      return entry;
    },
    faults: {
      set(change) {
        to.faults = { ...to.faults, ...change };
      },
      current: () => to.faults,
    },
  };
}

type Target = { url: string | null; faults: WebhookFaults };

async function deliverAll(options: WebhookOptions, to: Target, entry: Sent): Promise<void> {
  const outcome = await deliver(options, to, { entry, again: false });
  for (let copy = 0; copy < to.faults.duplicates; copy += 1) {
    await deliver(options, to, { entry, again: false });
  }
  if (to.faults.redelivery && !isAnswered(outcome)) void redeliver(options, to, entry);
}

async function redeliver(options: WebhookOptions, to: Target, entry: Sent): Promise<void> {
  const { clock, signal } = options;
  for (const wait of REDELIVERIES) {
    await clock.sleep(wait, signal).catch(() => {});
    if (signal.aborted) return;
    if (isAnswered(await deliver(options, to, { entry, again: true }))) return;
  }
}

async function deliver(
  options: WebhookOptions,
  to: Target,
  { entry, again }: { entry: Sent; again: boolean },
): Promise<WebhookOutcome> {
  const event = again ? marked(entry.event) : entry.event;
  renewReplyToken(options.world, event);
  const outcome = await post(options, to.url, event);
  entry.outcomes.push(outcome);
  options.world.changed();
  return outcome;
}

function marked(event: WebhookEvent): WebhookEvent {
  return { ...event, deliveryContext: { isRedelivery: true } };
}

function isAnswered(outcome: WebhookOutcome): boolean {
  return typeof outcome === 'number' && outcome >= 200 && outcome < 300;
}

function addReplyToken(world: World, event: WebhookEvent, conversation: string): void {
  if (event.replyToken === undefined) return;
  const token = { conversation, eventAt: event.timestamp, expiresAt: 0, used: false };
  world.replyTokens.set(event.replyToken, token);
}

/** A token lives a minute from each delivery, at most twenty minutes from the event. */
function renewReplyToken(world: World, event: WebhookEvent): void {
  const token = world.replyTokens.get(event.replyToken ?? '');
  if (token === undefined) return;
  token.expiresAt = Math.min(world.now() + REPLY_LIFE, token.eventAt + REDELIVERED_LIFE);
}

async function post(
  { clock, channelSecret, destination }: WebhookOptions,
  url: string | null,
  event: WebhookEvent,
): Promise<WebhookOutcome> {
  if (url === null) return 'no_webhook';
  const body = JSON.stringify({ destination, events: [event] });
  const signature = createHmac('sha256', channelSecret).update(body).digest('base64');
  const answered = new AbortController();
  const timedOut = clock.sleep(ANSWER_TIME, answered.signal).then(() => 'request_timeout' as const);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'LineBotWebhook/2.0',
    'x-line-signature': signature,
  };
  const answer = fetch(url, { method: 'POST', headers, body }).then(
    ({ status }) => status,
    () => 'could_not_connect' as const,
  );
  try {
    return await Promise.race([answer, timedOut]);
  } finally {
    answered.abort();
  }
}
