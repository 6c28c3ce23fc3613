import type { Clock } from '../../core/clock.ts';
import { nodes } from './guards.ts';
import { createStamps, newId } from './ids.ts';
import type { Channel, Message, OpenView, RequestEntry, User } from './types.ts';

const REQUESTS_KEPT = 1000;

/** Everything the simulated Slack remembers of one workspace. */
export type World = {
  users: Map<string, User>;
  channels: Map<string, Channel>;
  /** What each user has open, the topmost last. */
  modals: Map<string, OpenView[]>;
  homes: Map<string, OpenView>;
  requests: RequestEntry[];
  now(): number;
  stamp(): string;
  /** The direct channel between the bot and a user. */
  direct(user: string): Channel;
  messages(channel: string): Message[];
  /** Adds a message; blocks and buttons without an id get one, as in Slack. */
  add(message: Omit<Message, 'ts'>): Message;
  find(channel: string, ts: string): Message | undefined;
  remove(message: Message): void;
  record(entry: RequestEntry): void;
  changed(): void;
  onChange(listener: () => void): () => void;
};

export function createWorld(clock: Clock): World {
  const now = (): number => clock.now().epochMilliseconds;
  const listeners = new Set<() => void>();
  const requests: RequestEntry[] = [];
  const users = new Map<string, User>();
  const channels = new Map<string, Channel>();
  const changed = (): void => listeners.forEach((listener) => listener());
  const stamp = createStamps(now);
  return {
    users,
    channels,
    modals: new Map(),
    homes: new Map(),
    requests,
    now,
    stamp,
    direct: (user) => directChannel(channels, user),
    ...createTalk({ stamp, changed }),
    record(entry) {
      requests.push(entry);
      if (requests.length > REQUESTS_KEPT) requests.shift();
    },
    changed,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function directChannel(channels: Map<string, Channel>, user: string): Channel {
  const known = [...channels.values()].find(
    ({ id, bot, members }) =>
      id.startsWith('D') && bot !== false && members.length === 1 && members[0] === user,
  );
  const channel = known ?? { id: newId('D'), name: 'directmessage', members: [user] };
  channels.set(channel.id, channel);
  return channel;
}

type Talk = Pick<World, 'messages' | 'add' | 'find' | 'remove'>;

function createTalk({ stamp, changed }: Pick<World, 'stamp' | 'changed'>): Talk {
  const talk = new Map<string, Message[]>();

  function messages(channel: string): Message[] {
    const found = talk.get(channel) ?? [];
    talk.set(channel, found);
    return found;
  }

  return {
    messages,
    add(given) {
      const message = { ...given, ts: stamp(), blocks: withIds(given.blocks) };
      messages(message.channel).push(message);
      changed();
      return message;
    },
    find: (channel, ts) => messages(channel).find((message) => message.ts === ts),
    remove(message) {
      const all = messages(message.channel);
      all.splice(all.indexOf(message), 1);
      changed();
    },
  };
}

/** Blocks and their elements with the ids that Slack makes up where there are none. */
export function withIds(blocks: Message['blocks']): Message['blocks'] {
  return blocks.map((block) => ({
    block_id: newId('b'),
    ...block,
    ...(block['type'] === 'actions' && {
      elements: nodes(block['elements']).map((element) => ({ action_id: newId('a'), ...element })),
    }),
  }));
}

export function needChannel({ channels }: World, id: string): Channel {
  const channel = channels.get(id);
  if (channel === undefined) throw new Error(`There is no channel ${id}: add it first.`);
  return channel;
}

export function needMessage(world: World, channel: string, ts: string): Message {
  const message = world.find(channel, ts);
  if (message === undefined) throw new Error(`There is no message ${ts} in ${channel}.`);
  return message;
}
