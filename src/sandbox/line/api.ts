import { randomUUID } from 'node:crypto';
import { Hono, type MiddlewareHandler } from 'hono';
import { NOT_FOUND, refuse, UNAUTHORIZED } from './answers.ts';
import { addReading } from './api-read.ts';
import { addSending } from './api-send.ts';
import { type Env, type Faults, isHungUp } from './faults.ts';
import { jsonOf } from './guards.ts';
import type { RequestEntry } from './types.ts';
import type { World } from './world.ts';

const MAX_BODY = 2_000_000;

export type Api = {
  world: World;
  faults: Faults;
  accessToken: string;
  destination: string;
  name: string;
  quota: number | undefined;
};

/** The Messaging API as far as Tenban uses it, on an origin of its own. */
export function createApi({ world, faults, accessToken, ...rest }: Api): Hono<Env> {
  const app = new Hono<Env>();
  app.use(recorded(world), faults.middleware, authorised(accessToken), readable);
  addSending(app, { world, ...rest });
  addReading(app, { world, ...rest });
  app.notFound((context) => refuse(context, 404, { message: NOT_FOUND }));
  return app;
}

/** Every request is kept, and every answer carries its request id. */
function recorded(world: World): MiddlewareHandler<Env> {
  return async (context, next) => {
    const { method, path } = context.req;
    const text = method === 'GET' ? '' : await context.req.text();
    const retryKey = context.req.header('x-line-retry-key') ?? null;
    const body = text === '' ? null : (jsonOf(text) ?? text.slice(0, 1000));
    const entry: RequestEntry = { at: world.now(), method, path, retryKey, body, status: null };
    world.record(entry);
    context.set('requestId', randomUUID());
    context.header('X-Line-Request-Id', context.get('requestId'));
    await next();
    if (!isHungUp(context.res)) entry.status = context.res.status;
    world.changed();
  };
}

function authorised(accessToken: string): MiddlewareHandler<Env> {
  return async (context, next) => {
    if (context.req.header('authorization') === `Bearer ${accessToken}`) return next();
    return refuse(context, 401, { message: UNAUTHORIZED });
  };
}

const readable: MiddlewareHandler<Env> = async (context, next) => {
  if (context.req.method !== 'POST') return next();
  if (!context.req.header('content-type')?.startsWith('application/json')) {
    return refuse(context, 415, { message: 'Unsupported media type' });
  }
  const text = await context.req.text();
  if (Buffer.byteLength(text) > MAX_BODY) {
    return refuse(context, 413, { message: 'Payload too large' });
  }
  if (jsonOf(text) === undefined) {
    return refuse(context, 400, { message: 'The request body could not be parsed as JSON' });
  }
  return next();
};
