import { Hono, type MiddlewareHandler } from 'hono';
import { argsOf, type Method, refuse, respond } from './call.ts';
import { type Env, type Faults, isHungUp } from './faults.ts';
import { isNode, jsonOf, textOf } from './guards.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { RequestEntry } from './types.ts';
import type { World } from './world.ts';

export type Api = {
  world: World;
  faults: Faults;
  urls: ResponseUrls;
  /** By name; what each needs to be called with. */
  methods: { [name: string]: Method };
  tokens: { bot: string; app: string };
};

/** Needs the app's own token, or none at all. */
const APP_LEVEL = new Set(['apps.connections.open']);
const OPEN = new Set(['oauth.v2.access']);

/** The Web API as far as Tenban uses it, and the response addresses. https://docs.slack.dev/apis/web-api */
export function createApi({ world, faults, urls, methods, tokens }: Api): Hono<Env> {
  const app = new Hono<Env>();
  app.use(recorded(world), faults.middleware);
  app.post('/response/:id', (context) => urls.handle(context));
  app.post('/api/:method', async (context) => {
    const name = context.req.param('method');
    const method = methods[name];
    const args = await argsOf(context);
    if (method === undefined) return respond(context, refuse('unknown_method'));
    const bearer = context.req.header('authorization')?.replace(/^Bearer /, '');
    const token = bearer ?? textOf(args['token']);
    const wanted = APP_LEVEL.has(name) ? tokens.app : tokens.bot;
    const allowed = token !== '' && token === wanted;
    if (OPEN.has(name) || allowed) return respond(context, method(args));
    return respond(context, refuse(token === '' ? 'not_authed' : 'invalid_auth'));
  });
  return app;
}

/** Every request is kept, its token aside. */
function recorded(world: World): MiddlewareHandler<Env> {
  return async (context, next) => {
    const { path } = context.req;
    const { token: _, ...body } = await argsOf(context);
    const entry: RequestEntry = { at: world.now(), path, body, status: null, error: null };
    world.record(entry);
    await next();
    if (!isHungUp(context.res)) await note(entry, context.res);
    world.changed();
  };
}

async function note(entry: RequestEntry, response: Response): Promise<void> {
  entry.status = response.status;
  const answer = jsonOf(await response.clone().text());
  const error = isNode(answer) ? answer['error'] : null;
  entry.error = typeof error === 'string' ? error : null;
}
