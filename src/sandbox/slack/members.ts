import { isAnswered, type Deliveries } from './deliveries.ts';
import { isNode, textOf } from './guards.ts';
import { changedView, openedView, shownView, stateValues } from './modals.ts';
import {
  commandPayload,
  eventPayload,
  formPayload,
  type Home,
  shortcutPayload,
} from './payloads.ts';
import type { ResponseUrls } from './response-urls.ts';
import { tap } from './taps.ts';
import type { Triggers } from './triggers.ts';
import type { Channel, Node, OpenView, SentEvent, SentInteraction, User } from './types.ts';
import type { World } from './world.ts';

type InThread = { thread?: string };

/** What people do; each resolves when the app has answered. Unknown users, channels and messages are errors. */
export type Members = {
  command(user: string, channel: string, text: string): Promise<SentInteraction>;
  /** Says something to the bot in a channel, after its name. */
  mention(user: string, channel: string, text: string, where?: InThread): Promise<SentEvent>;
  /** Writes to the bot directly. */
  dm(user: string, text: string, where?: InThread): Promise<SentEvent>;
  /** Takes back a direct message. */
  unsend(user: string, ts: string): Promise<SentEvent>;
  /** Opens the bot's Home tab. */
  openHome(user: string): Promise<SentEvent>;
  /** Taps a button, or chooses from a list: `what` is its action id, its value, or the words on it. */
  click(user: string, channel: string, ts: string, what: string): Promise<SentInteraction>;
  /** Sends a form: answers by block id, what was there already where there is none. */
  submit(user: string, view: string, values?: Record<string, string>): Promise<SentInteraction>;
  /** From anywhere, or on a message. */
  shortcut(user: string, on?: { channel: string; ts: string }): Promise<SentInteraction>;
};

export type MemberParts = {
  world: World;
  deliveries: Deliveries;
  triggers: Triggers;
  urls: ResponseUrls;
  home: Home;
};

export function createMembers(parts: MemberParts): Members {
  const { world, triggers, urls, home } = parts;

  function acting(id: string): { user: User; trigger: string } {
    const user = world.users.get(id);
    if (user === undefined) throw new Error(`There is no user ${id}: add them first.`);
    return { user, trigger: triggers.issue(id) };
  }

  return {
    ...createWriters(parts),
    async command(user, channelId, text) {
      const channel = needChannel(world, channelId);
      const url = urls.issue({ channel: channelId, user });
      const said = { channel, command: '/tenban', text, url };
      const payload = commandPayload(home, acting(user), said);
      const sent = await interact(parts, 'slash_commands', payload);
      const words = isNode(sent.answer) ? textOf(sent.answer['text']) : textOf(sent.answer);
      if (isAnswered(sent.outcome) && words !== '') {
        world.add({ channel: channelId, user: null, text: words, blocks: [], onlyFor: user });
      }
      return sent;
    },
    async click(user, channel, ts, what) {
      const where = {
        channel: needChannel(world, channel),
        message: needMessage(parts, channel, ts),
      };
      const payload = tap(parts, acting(user), { ...where, what });
      return interact(parts, 'interactive', payload);
    },
    async submit(user, id, values = {}) {
      const stack = world.modals.get(user) ?? [];
      const open = stack.find((view) => view.id === id);
      if (open === undefined) throw new Error(`${user} has no form ${id} open.`);
      const view = shownView(open, stateValues(open, values));
      const sent = await interact(parts, 'interactive', formPayload(home, acting(user), view));
      if (isAnswered(sent.outcome)) follow(world, open, sent.answer);
      return sent;
    },
    async shortcut(user, on) {
      const stamp = world.stamp();
      if (on === undefined) {
        return interact(parts, 'interactive', shortcutPayload(home, acting(user), { stamp }));
      }
      const message = needMessage(parts, on.channel, on.ts);
      const url = urls.issue({ channel: on.channel, user });
      const about = { message, channel: needChannel(world, on.channel), url };
      const payload = shortcutPayload(home, acting(user), { stamp, on: about });
      return interact(parts, 'interactive', payload);
    },
  };
}

type Writers = Pick<Members, 'mention' | 'dm' | 'unsend' | 'openHome'>;

function createWriters(parts: MemberParts): Writers {
  const { world, home } = parts;
  return {
    async mention(user, channelId, text, { thread } = {}) {
      const channel = needChannel(world, channelId);
      if (channel.bot === false) throw new Error(`The bot is not in ${channelId}.`);
      const words = `<@${home.bot.user}> ${escaped(text)}`;
      return write(parts, { user, channel, words, thread, type: 'app_mention' });
    },
    async dm(user, text, { thread } = {}) {
      const channel = world.direct(user);
      return write(parts, { user, channel, words: escaped(text), thread, type: 'message' });
    },
    async unsend(user, ts) {
      const channel = world.direct(user);
      const message = needMessage(parts, channel.id, ts);
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

function write(
  parts: MemberParts,
  { user, channel, words, thread, type }: Writing,
): Promise<SentEvent> {
  const below = thread === undefined ? {} : { thread };
  const message = { channel: channel.id, user, text: words, blocks: [], ...below };
  const { ts } = parts.world.add(message);
  return happen(parts, ts, {
    type,
    user,
    text: words,
    ts,
    event_ts: ts,
    channel: channel.id,
    ...(type === 'message' && { channel_type: 'im' }),
    ...(thread !== undefined && { thread_ts: thread }),
  });
}

async function happen(
  { world, deliveries, home }: MemberParts,
  ts: string | null,
  event: Node,
): Promise<SentEvent> {
  const payload = eventPayload(home, world.now(), event);
  const outcomes: SentEvent['outcomes'] = [];
  await deliveries.insist(payload, outcomes);
  return { id: textOf(payload['event_id']), ts, outcomes };
}

async function interact(
  { deliveries }: MemberParts,
  kind: 'slash_commands' | 'interactive',
  payload: Node,
): Promise<SentInteraction> {
  const { outcome, answer } = await deliveries.send({ kind, payload });
  return { outcome, answer };
}

/** What Slack does with the answer to a form. https://docs.slack.dev/surfaces/modals#response_actions */
function follow(world: World, open: OpenView, answer: unknown): void {
  const { response_action: action, errors, view } = isNode(answer) ? answer : {};
  const stack = world.modals.get(open.user) ?? [];
  if (action === 'errors') open.errors = textsOf(errors);
  else if (action === 'update' && isNode(view)) changedView(open, view);
  else if (action === 'push' && isNode(view)) stack.push(openedView(open.user, view));
  else world.modals.set(open.user, action === 'clear' ? [] : stack.filter((one) => one !== open));
  world.changed();
}

function textsOf(errors: unknown): { [block: string]: string } {
  const entries = Object.entries(isNode(errors) ? errors : {});
  return Object.fromEntries(entries.map(([block, words]) => [block, textOf(words)]));
}

function needChannel({ channels }: World, id: string): Channel {
  const channel = channels.get(id);
  if (channel === undefined) throw new Error(`There is no channel ${id}: add it first.`);
  return channel;
}

function needMessage({ world }: MemberParts, channel: string, ts: string) {
  const message = world.find(channel, ts);
  if (message === undefined) throw new Error(`There is no message ${ts} in ${channel}.`);
  return message;
}

/** Slack's own editor escapes what people type. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
