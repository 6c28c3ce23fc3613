import { refusalOf } from '../../platforms/slack/limits.ts';
import { type Answer, type Method, messageOf, refuse, refuseFor } from './call.ts';
import { textOf } from './guards.ts';
import type { Rates } from './rates.ts';
import type { Channel, Message, Node } from './types.ts';
import { withIds, type World } from './world.ts';

type Chat = { world: World; rates: Rates; bot: Bot };
export type Bot = { user: string; id: string; app: string };

/** https://docs.slack.dev/reference/methods/chat.postMessage */
export function chatMethods(chat: Chat): { [name: string]: Method } {
  return {
    'chat.postMessage': (args) => postMessage(chat, args),
    'chat.postEphemeral': (args) => postEphemeral(chat, args),
    'chat.update': (args) => update(chat, args),
  };
}

function postMessage({ world, rates, bot }: Chat, args: Node): Answer {
  const channel = channelFor(world, textOf(args['channel']));
  if (channel === null || isHidden(channel)) return refuse('channel_not_found');
  if (channel.bot === false) return refuse('not_in_channel');
  const refusal = messageRefusal(args) ?? rateRefusal(rates, channel);
  if (refusal !== null) return refusal;
  const { thread_ts: thread, metadata } = args;
  const message = world.add({
    channel: channel.id,
    user: null,
    ...messageOf(args),
    ...(typeof thread === 'string' && { thread }),
    ...(metadata !== undefined && { metadata }),
  });
  const { ts } = message;
  return { ok: true, channel: channel.id, ts, message: shownMessage(message, bot) };
}

function postEphemeral({ world, rates }: Chat, args: Node): Answer {
  const channel = channelFor(world, textOf(args['channel']));
  const user = textOf(args['user']);
  if (channel === null || isHidden(channel)) return refuse('channel_not_found');
  if (channel.bot === false) return refuse('not_in_channel');
  if (!channel.members.includes(user)) return refuse('user_not_in_channel');
  const refusal = messageRefusal(args) ?? rateRefusal(rates, channel);
  if (refusal !== null) return refusal;
  const message = world.add({
    channel: channel.id,
    user: null,
    ...messageOf(args),
    onlyFor: user,
  });
  return { ok: true, message_ts: message.ts };
}

/** Only the bot's own messages can be changed, and nothing that one person alone sees. */
function update({ world, bot }: Chat, args: Node): Answer {
  const channel = world.channels.get(textOf(args['channel']));
  if (channel === undefined) return refuse('channel_not_found');
  const message = world.find(channel.id, textOf(args['ts']));
  if (message === undefined || message.onlyFor !== undefined) return refuse('message_not_found');
  if (message.user !== null) return refuse('cant_update_message');
  const refusal = messageRefusal(args);
  if (refusal !== null) return refusal;
  const { text, blocks } = messageOf(args);
  Object.assign(message, { text, blocks: withIds(blocks), edited: true });
  world.changed();
  return { ok: true, channel: channel.id, ts: message.ts, message: shownMessage(message, bot) };
}

export function messageRefusal(args: Node): Answer | null {
  if (typeof args['blocks'] === 'string') return refuse('invalid_blocks_format');
  const refusal = refusalOf({ text: args['text'], blocks: args['blocks'] });
  return refusal === null ? null : refuseFor(refusal);
}

function rateRefusal(rates: Rates, { id }: Channel): Answer | null {
  const retryAfter = rates.take(id);
  return retryAfter === 0 ? null : { ok: false, error: 'ratelimited', retryAfter };
}

/** A person's id stands for the direct channel with them. */
function channelFor(world: World, id: string): Channel | null {
  if (world.users.has(id)) return world.direct(id);
  return world.channels.get(id) ?? null;
}

/** What the bot was never let into does not exist for it. */
function isHidden({ id, bot, private: secret }: Channel): boolean {
  return bot === false && (secret === true || id.startsWith('D'));
}

/** A message as payloads and answers show it. */
export function shownMessage(message: Message, bot: Bot): Node {
  const { ts, user, text, blocks, thread } = message;
  const author = user === null ? { user: bot.user, bot_id: bot.id, app_id: bot.app } : { user };
  return {
    type: 'message',
    ts,
    text,
    ...author,
    ...(blocks.length > 0 && { blocks }),
    ...(thread !== undefined && { thread_ts: thread }),
  };
}
