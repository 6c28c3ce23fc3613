import type { Clock } from '../../core/clock.ts';
import type { ChatEntry, Group, MessageObject, RequestEntry, User } from './types.ts';
import { messageId } from './ids.ts';

type ReplyToken = {
  conversation: string;
  eventAt: number;
  expiresAt: number;
  used: boolean;
};
type Accepted = { at: number; requestId: string; sentMessages: SentMessage[] };
export type SentMessage = { id: string; quoteToken?: string };

const REQUESTS_KEPT = 1000;

/** Everything the simulated LINE remembers. */
export type World = {
  users: Map<string, User>;
  groups: Map<string, Group>;
  replyTokens: Map<string, ReplyToken>;
  /** By retry key. */
  accepted: Map<string, Accepted>;
  contents: Map<string, { bytes: Uint8Array; type: string }>;
  requests: RequestEntry[];
  now(): number;
  chat(conversation: string): ChatEntry[];
  /** Adds to a chat; what the bot says ends the loading animation. */
  add(conversation: string, entry: Omit<ChatEntry, 'id' | 'at'>): ChatEntry;
  unsend(message: string): void;
  showLoading(user: string, seconds: number): void;
  loading(user: string): boolean;
  record(entry: RequestEntry): void;
  /** Messages counted this month; months end in Japan. */
  quotaUsed(): number;
  count(recipients: number): void;
  changed(): void;
  onChange(listener: () => void): () => void;
};

export function createWorld(clock: Clock): World {
  const requests: RequestEntry[] = [];
  const listeners = new Set<() => void>();
  const now = (): number => clock.now().epochMilliseconds;
  const changed = (): void => listeners.forEach((listener) => listener());
  return {
    users: new Map(),
    groups: new Map(),
    replyTokens: new Map(),
    accepted: new Map(),
    contents: new Map(),
    requests,
    now,
    ...createChats(now, changed),
    ...createMonthlyCount(clock),
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

type Chats = Pick<World, 'chat' | 'add' | 'unsend' | 'showLoading' | 'loading'>;

function createChats(now: () => number, changed: () => void): Chats {
  const chats = new Map<string, ChatEntry[]>();
  const loadings = new Map<string, number>();

  function chat(conversation: string): ChatEntry[] {
    const entries = chats.get(conversation) ?? [];
    chats.set(conversation, entries);
    return entries;
  }

  return {
    chat,
    add(conversation, given) {
      const entry = { id: messageId(), at: now(), ...given };
      chat(conversation).push(entry);
      if (entry.user === null) loadings.delete(conversation);
      changed();
      return entry;
    },
    unsend(message) {
      const entry = [...chats.values()].flat().find(({ id }) => id === message);
      if (entry !== undefined) entry.unsent = true;
      changed();
    },
    showLoading(user, seconds) {
      loadings.set(user, now() + seconds * 1000);
      changed();
    },
    loading: (user) => (loadings.get(user) ?? 0) > now(),
  };
}

function createMonthlyCount(clock: Clock): Pick<World, 'quotaUsed' | 'count'> {
  const counted = new Map<string, number>();
  const month = (): string =>
    clock.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toPlainYearMonth().toString();
  return {
    quotaUsed: () => counted.get(month()) ?? 0,
    count(recipients) {
      counted.set(month(), (counted.get(month()) ?? 0) + recipients);
    },
  };
}

/** A bot's messages as they are shown, and what the sender is told about them. */
export function deliver(
  world: World,
  conversation: string,
  { messages, via }: { messages: MessageObject[]; via: 'reply' | 'push' },
): SentMessage[] {
  return messages.map((message) => {
    const { id } = world.add(conversation, { user: null, via, message });
    return message.type === 'text' ? { id, quoteToken: `quote-${id}` } : { id };
  });
}
