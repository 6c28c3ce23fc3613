import type { Context, Hono } from 'hono';
import { problems } from '../../platforms/line/limits.ts';
import * as answers from './answers.ts';
import { refuse } from './answers.ts';
import type { Env } from './faults.ts';
import { isMessages, isObject } from './guards.ts';
import type { MessageObject } from './types.ts';
import { deliver, type World } from './world.ts';

const RETRY_KEY_LIFE = 24 * 60 * 60_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Sending = { world: World; quota: number | undefined };

/** Sending messages. https://developers.line.biz/en/reference/messaging-api/#messages */
export function addSending(app: Hono<Env>, sending: Sending): void {
  app.post('/v2/bot/message/reply', (context) => reply(context, sending));
  app.post('/v2/bot/message/push', (context) => push(context, sending));
  for (const kind of ['reply', 'push', 'multicast', 'narrowcast', 'broadcast']) {
    app.post(`/v2/bot/message/validate/${kind}`, async (context) => {
      const body = await bodyOf(context);
      return messagesOrRefusal(context, body['messages']) ?? context.json({});
    });
  }
}

async function reply(context: Context<Env>, { world }: Sending): Promise<Response> {
  if (context.req.header('x-line-retry-key') !== undefined) {
    return refuse(context, 400, { message: 'X-Line-Retry-Key is not supported for this endpoint' });
  }
  const { replyToken, messages } = await bodyOf(context);
  const refusal = messagesOrRefusal(context, messages);
  if (refusal !== null) return refusal;
  const known = typeof replyToken === 'string' ? world.replyTokens.get(replyToken) : undefined;
  if (known === undefined || known.used || world.now() >= known.expiresAt) {
    return refuse(context, 400, { message: answers.INVALID_REPLY_TOKEN });
  }
  known.used = true;
  const sentMessages = deliver(world, known.conversation, {
    messages: shown(messages),
    via: 'reply',
  });
  return context.json({ sentMessages });
}

async function push(context: Context<Env>, sending: Sending): Promise<Response> {
  const { world } = sending;
  const retryKey = context.req.header('x-line-retry-key');
  if (retryKey !== undefined && !UUID.test(retryKey)) {
    return refuse(context, 400, { message: 'Invalid X-Line-Retry-Key header' });
  }
  const { to, messages } = await bodyOf(context);
  if (typeof to !== 'string' || !/^[UCR][0-9a-f]{32}$/.test(to)) {
    return refuse(context, 400, answers.invalidProperty('to'));
  }
  const refusal = messagesOrRefusal(context, messages) ?? repeated(context, world, retryKey);
  if (refusal !== null) return refusal;
  const recipients = recipientsOf(world, to);
  if (recipients === 0) return refuse(context, 400, { message: 'Failed to send messages' });
  if (world.quotaUsed() + recipients > (sending.quota ?? Infinity)) {
    return refuse(context, 429, { message: answers.MONTHLY_LIMIT });
  }
  world.count(recipients);
  const sentMessages = deliver(world, to, { messages: shown(messages), via: 'push' });
  const requestId = context.get('requestId');
  if (retryKey !== undefined)
    world.accepted.set(retryKey, { at: world.now(), requestId, sentMessages });
  return context.json({ sentMessages });
}

/** The answer to a retry key that was accepted within the last day. */
function repeated(context: Context, world: World, retryKey: string | undefined): Response | null {
  const accepted = retryKey === undefined ? undefined : world.accepted.get(retryKey);
  if (accepted === undefined || world.now() - accepted.at >= RETRY_KEY_LIFE) return null;
  context.header('x-line-accepted-request-id', accepted.requestId);
  const { sentMessages } = accepted;
  return refuse(context, 409, { message: answers.RETRY_KEY_ACCEPTED, sentMessages });
}

/** A push is counted once for everybody who gets it. */
function recipientsOf({ users, groups }: World, to: string): number {
  return users.has(to) ? 1 : (groups.get(to)?.members.length ?? 0);
}

function messagesOrRefusal(context: Context, messages: unknown): Response | null {
  const found = problems(messages);
  return found.length === 0 ? null : refuse(context, 400, answers.problemsBody(found));
}

/** Messages that passed the check. */
function shown(messages: unknown): MessageObject[] {
  return isMessages(messages) ? messages : [];
}

async function bodyOf(context: Context): Promise<{ [name: string]: unknown }> {
  const body: unknown = await context.req.json();
  return isObject(body) ? body : {};
}
