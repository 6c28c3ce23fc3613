import { type Content, eventOf, type Source, sourceOf, textMessage } from './happenings.ts';
import type { SentEvent } from './types.ts';
import type { Webhooks } from './webhooks.ts';
import type { World } from './world.ts';

type Where = { group?: string };
type Tap = Where & {
  /** What the tap says in the chat. */
  label?: string;
  /** What a date picker gave: `date`, `time` or `datetime`. */
  params?: Record<string, string>;
};
type Picture = { bytes: Uint8Array; type: string };

/** What people do; each resolves when the bot has answered the webhook. Unknown users and groups are errors. */
export type Members = {
  say(user: string, text: string, where?: Where): Promise<SentEvent>;
  tap(user: string, data: string, tap?: Tap): Promise<SentEvent>;
  /** Sends a picture. */
  show(user: string, picture: Picture, where?: Where): Promise<SentEvent>;
  /** Adds the bot as a friend. */
  follow(user: string): Promise<SentEvent>;
  /** Brings the bot into a group. */
  join(group: string): Promise<SentEvent>;
  /** Takes a message back, by its id. */
  unsend(user: string, message: string, where?: Where): Promise<SentEvent>;
};

type Parts = { world: World; webhooks: Webhooks; destination: string; name: string };
type Placed = { source: Source; conversation: string };

export function createMembers(parts: Parts): Members {
  const { world } = parts;
  return {
    async say(user, text, where = {}) {
      const { source, conversation } = placed(world, user, where);
      const said = { user, via: 'typed', message: { type: 'text', text } } as const;
      const { id } = world.add(conversation, said);
      const message = textMessage({ id, text }, where.group === undefined ? null : parts);
      return happen(parts, { source, content: { type: 'message', message }, message: id });
    },
    async tap(user, data, { label, params, ...where } = {}) {
      const { source, conversation } = placed(world, user, where);
      if (label !== undefined) {
        world.add(conversation, { user, via: 'tap', message: { type: 'text', text: label } });
      }
      const postback = { data, ...(params && { params }) };
      return happen(parts, { source, content: { type: 'postback', postback } });
    },
    async show(user, picture, where = {}) {
      const { source, conversation } = placed(world, user, where);
      const { id } = world.add(conversation, { user, via: 'typed', message: { type: 'image' } });
      world.contents.set(id, picture);
      const rest = { quoteToken: `quote-${id}`, contentProvider: { type: 'line' } };
      const message = { type: 'image', id, ...rest };
      return happen(parts, { source, content: { type: 'message', message }, message: id });
    },
    async follow(user) {
      const { source } = placed(world, user, {});
      return happen(parts, { source, content: { type: 'follow', follow: { isUnblocked: false } } });
    },
    async join(group) {
      needGroup(world, group);
      return happen(parts, {
        source: { type: 'group', groupId: group },
        content: { type: 'join' },
      });
    },
    async unsend(user, message, where = {}) {
      const { source } = placed(world, user, where);
      world.unsend(message);
      return happen(parts, { source, content: { type: 'unsend', unsend: { messageId: message } } });
    },
  };
}

async function happen(
  { world, webhooks }: Parts,
  {
    source,
    content,
    message = null,
  }: { source: Source; content: Content; message?: string | null },
): Promise<SentEvent> {
  const event = eventOf(world.now(), source, content);
  const conversation = source.type === 'group' ? source.groupId : source.userId;
  const { outcomes } = await webhooks.send(event, conversation);
  return { id: event.webhookEventId, message, outcomes };
}

function placed(world: World, user: string, { group }: Where): Placed {
  if (!world.users.has(user)) throw new Error(`There is no user ${user}: add them first.`);
  if (group !== undefined) needGroup(world, group);
  return { source: sourceOf(user, group), conversation: group ?? user };
}

function needGroup({ groups }: World, group: string): void {
  if (!groups.has(group)) throw new Error(`There is no group ${group}: add it first.`);
}
