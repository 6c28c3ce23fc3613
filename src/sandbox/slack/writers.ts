import { textOf } from './guards.ts';
import type { MemberParts } from './interact.ts';
import { eventPayload } from './payloads.ts';
import type { Channel, Node, SentEvent } from './types.ts';
import { needChannel, needMessage } from './world.ts';

type InThread = { thread?: string };

/** What people write or look at, which the app hears of as events. Each resolves when that was answered or has failed twice. */
export type Writers = {
  /** Says something to the bot in a channel, after its name. */
  mention(user: string, channel: string, text: string, where?: InThread): Promise<SentEvent>;
  /** Says something to the others in a channel, which the app hears of where the bot is. */
  say(user: string, channel: string, text: string, where?: InThread): Promise<SentEvent>;
  /** Writes to the bot directly. */
  dm(user: string, text: string, where?: InThread): Promise<SentEvent>;
  /** Takes back a direct message. */
  unsend(user: string, ts: string): Promise<SentEvent>;
  /** Opens the bot's Home tab. */
  openHome(user: string): Promise<SentEvent>;
};

export function createWriters(parts: MemberParts): Writers {
  const { world, home } = parts;
  return {
    async mention(user, channelId, text, { thread } = {}) {
      const channel = needChannel(world, channelId);
      if (channel.bot === false) throw new Error(`The bot is not in ${channelId}.`);
      const words = `<@${home.bot.user}> ${escaped(text)}`;
      return write(parts, { user, channel, words, thread, type: 'app_mention' });
    },
    async say(user, channelId, text, { thread } = {}) {
      const channel = needChannel(world, channelId);
      return write(parts, { user, channel, words: escaped(text), thread, type: 'message' });
    },
    async dm(user, text, { thread } = {}) {
      const channel = world.direct(user);
      return write(parts, { user, channel, words: escaped(text), thread, type: 'message' });
    },
    async unsend(user, ts) {
      const channel = world.direct(user);
      const message = needMessage(world, channel.id, ts);
      world.remove(message);
      return happen(parts, null, {
        type: 'message',
        subtype: 'message_deleted',
        channel: channel.id,
        channel_type: 'im',
        deleted_ts: ts,
        previous_message: { type: 'message', user, text: message.text, ts },
        ts: world.stamp(),
      });
    },
    async openHome(user) {
      const channel = world.direct(user).id;
      return happen(parts, null, { type: 'app_home_opened', user, channel, tab: 'home' });
    },
  };
}

type Writing = {
  user: string;
  channel: Channel;
  words: string;
  thread: string | undefined;
  type: string;
};

async function write(
  parts: MemberParts,
  { user, channel, words, thread, type }: Writing,
): Promise<SentEvent> {
  const below = thread === undefined ? {} : { thread };
  const message = { channel: channel.id, user, text: words, blocks: [], ...below };
  const { ts } = parts.world.add(message);
  if (channel.bot === false) return { id: '', ts, outcomes: [] };
  return happen(parts, ts, {
    type,
    user,
    text: words,
    ts,
    event_ts: ts,
    channel: channel.id,
    ...(type === 'message' && { channel_type: kindOf(channel) }),
    ...(thread !== undefined && { thread_ts: thread }),
  });
}

/** https://docs.slack.dev/reference/events/message */
function kindOf({ id, private: secret }: Channel): string {
  if (id.startsWith('D')) return 'im';
  return secret === true ? 'group' : 'channel';
}

/** Tells the app of something. */
export async function happen(
  { world, deliveries, home }: MemberParts,
  ts: string | null,
  event: Node,
): Promise<SentEvent> {
  const payload = eventPayload(home, world.now(), event);
  const outcomes: SentEvent['outcomes'] = [];
  await deliveries.insist(payload, outcomes);
  return { id: textOf(payload['event_id']), ts, outcomes };
}

/** Slack's own editor escapes what people type. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
