import type { types, webApi } from '@slack/bolt';
import type { Clock } from '../../core/clock.ts';
import type { Delivery, Drawn, Platform } from '../../core/platform.ts';
import { z } from 'zod';
import { readConversation, readReply, readSentRef, sentRefOf } from './address.ts';
import type { ClientOf } from './clients.ts';
import { withDeadline } from '../../lib/deadline.ts';
import { toUpstreamError } from './errors.ts';
import { render } from './render.ts';
import { respond } from './respond.ts';

const CALL_TIME = 10_000;
/** Where the bot is not: someone else's direct messages, or a channel it was never invited to. */
const NOT_THERE = new Set(['not_in_channel', 'channel_not_found']);

/** What Slack says of a posted message. https://docs.slack.dev/reference/methods/chat.postMessage */
const Posted = z.object({ channel: z.string(), ts: z.string() });

type Sending = { clientOf: ClientOf; clock: Clock };
type Post = { client: webApi.WebClient; channel: string; delivery: Delivery };

/**
 * Posts a delivery where it belongs; where the bot is not, as an answer to the tap or command that only that person sees.
 * Slack knows no key that makes a repeated post one: after a lost answer the message may appear twice, each copy
 * marked with the delivery's key. Throws UpstreamError; a 429 concerns one channel and delays no other.
 * https://docs.slack.dev/reference/methods/chat.postMessage
 */
export function createSend({ clientOf, clock }: Sending): Platform['send'] {
  async function post({ client, channel, delivery }: Post): Promise<string | undefined> {
    const { team, thread } = readConversation(delivery.address.conversation);
    const request = {
      channel,
      ...render(delivery.message),
      ...(thread !== undefined && { thread_ts: thread }),
      metadata: markOf(delivery),
      unfurl_links: false,
      unfurl_media: false,
    };
    const posted = await client.apiCall('chat.postMessage', request);
    const known = Posted.safeParse(posted).data;
    return known === undefined ? undefined : sentRefOf({ ...known, team });
  }

  /** A refusal is nobody else's business. It cannot be drawn anew, so it has no ref. */
  async function whisper({ client, channel, delivery }: Post, user: string): Promise<undefined> {
    const { message, address } = delivery;
    const { thread } = readConversation(address.conversation);
    const below = thread === undefined ? {} : { thread_ts: thread };
    await client.chat.postEphemeral({ channel, user, ...render(message), ...below });
    return undefined;
  }

  async function say(delivery: Delivery, channel: string): Promise<string | undefined> {
    const { kind, asker, conversation } = delivery.address;
    const client = await clientOf(readConversation(conversation).team);
    const wanted = { client, channel, delivery };
    const alone = delivery.message.tone === 'locked' && kind === 'group' && asker !== undefined;
    return alone ? whisper(wanted, asker) : post(wanted);
  }

  return async (delivery) => {
    const { conversation, reply } = delivery.address;
    const { at, thread } = readConversation(conversation);
    const now = clock.now().epochMilliseconds;
    const free = reply !== undefined && now < reply.until ? readReply(reply.token) : null;
    try {
      const channel = free?.channel ?? at;
      const ref = await withDeadline({ clock, system: 'slack', ms: CALL_TIME }, () =>
        say(delivery, channel),
      );
      return { via: 'push', ...(ref !== undefined && { ref }) };
    } catch (error) {
      const problem = toUpstreamError(error);
      if (free === null || !NOT_THERE.has(problem.code)) throw problem;
      await withDeadline({ clock, system: 'slack', ms: CALL_TIME }, () =>
        respond(free.url, render(delivery.message), thread),
      );
      return { via: 'reply' };
    }
  };
}

/** Tells copies of a message from a message that was meant twice. https://docs.slack.dev/messaging/message-metadata */
function markOf({ retryKey, firstAttemptAt }: Delivery): types.MessageMetadata {
  return {
    event_type: 'tenban_delivery',
    event_payload: { key: retryKey, repeated: firstAttemptAt !== null },
  };
}

/** Draws a posted message anew in its place. Throws UpstreamError. https://docs.slack.dev/reference/methods/chat.update */
export function createRedraw({ clientOf, clock }: Sending): NonNullable<Platform['redraw']> {
  return async (ref: string, message: Drawn) => {
    const { team, ...place } = readSentRef(ref);
    const request = { ...place, ...render(message) };
    try {
      await withDeadline({ clock, system: 'slack', ms: CALL_TIME }, async () =>
        (await clientOf(team)).chat.update(request),
      );
    } catch (error) {
      throw toUpstreamError(error);
    }
  };
}
