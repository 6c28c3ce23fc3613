import type { Context } from 'hono';
import { messageRefusal } from './api-chat.ts';
import { argsOf, isTrue, messageOf } from './call.ts';
import type { Env } from './faults.ts';
import { secret } from './ids.ts';
import type { Message, Node } from './types.ts';
import { withIds, type World } from './world.ts';

const LIFE = 30 * 60_000;
const USES = 5;

type Where = { channel: string; user: string; message?: Message };
type Issued = Where & { at: number; uses: number };

/** Addresses for answers: five uses within half an hour. https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
export type ResponseUrls = {
  issue(where: Where): string;
  knows(id: string): boolean;
  handle(context: Context<Env>): Promise<Response>;
};

/** `origin` is known once the simulator listens. */
export function createResponseUrls(world: World, origin: () => string): ResponseUrls {
  const issued = new Map<string, Issued>();
  return {
    issue(where) {
      const id = secret();
      issued.set(id, { ...where, at: world.now(), uses: 0 });
      return `${origin()}/response/${id}`;
    },
    knows: (id) => issued.has(id),
    async handle(context) {
      const url = issued.get(context.req.param('id') ?? '');
      if (url === undefined || world.now() - url.at >= LIFE) return gone(context, 'expired_url');
      if (url.uses >= USES) return gone(context, 'used_url');
      const args = await argsOf(context);
      const deletes = isTrue(args['delete_original']);
      const refusal = deletes ? null : messageRefusal(args);
      if (refusal?.ok === false) return context.text(refusal.error, 400);
      url.uses += 1;
      if (deletes) remove(world, url);
      else put(world, url, args);
      return context.text('ok');
    },
  };
}

function gone(context: Context<Env>, error: string): Response {
  return context.json({ ok: false, error }, 404);
}

function remove(world: World, { message }: Issued): void {
  if (message !== undefined) world.remove(message);
}

function put(world: World, { channel, user, message }: Issued, args: Node): void {
  const { text, blocks } = messageOf(args);
  if (isTrue(args['replace_original']) && message !== undefined) {
    Object.assign(message, { text, blocks: withIds(blocks), edited: true });
    return world.changed();
  }
  const { thread_ts: thread, response_type: type } = args;
  world.add({
    channel,
    user: null,
    text,
    blocks,
    ...(typeof thread === 'string' && { thread }),
    ...(type !== 'in_channel' && { onlyFor: user }),
  });
}
