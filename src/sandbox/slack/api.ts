import { Hono, type MiddlewareHandler } from 'hono';
import { argsOf, type Method, refuse, respond } from './call.ts';
import { type Env, type Faults, isHungUp } from './faults.ts';
import { isNode, jsonOf, textOf } from './guards.ts';
import type { Installs } from './installs.ts';
import type { RequestEntry } from './types.ts';
import type { Inside } from './workspace.ts';
import type { World } from './world.ts';

export type Api = {
  /** Where calls are kept. */
  world: World;
  faults: Faults;
  workspaces: Map<string, Inside>;
  installs: Installs;
  /** What needs no workspace's token: none at all, or the app's own. */
  open: { [name: string]: Method };
  appLevel: { [name: string]: Method };
  appToken: string;
};

/** The Web API as far as Tenban uses it, and the response addresses. https://docs.slack.dev/apis/web-api */
export function createApi(api: Api): Hono<Env> {
  const { world, faults, workspaces } = api;
  const app = new Hono<Env>();
  app.use(recorded(world), faults.middleware);
  app.post('/response/:id', (context) => {
    const [first, ...others] = [...workspaces.values()].map(({ urls }) => urls);
    const id = context.req.param('id');
    const meant = others.find((urls) => urls.knows(id)) ?? first;
    return meant === undefined ? context.notFound() : meant.handle(context);
  });
  app.post('/api/:method', async (context) => {
    const args = await argsOf(context);
    const bearer = context.req.header('authorization')?.replace(/^Bearer /, '');
    const token = bearer ?? textOf(args['token']);
    const method = methodFor(api, context.req.param('method'), token);
    return respond(context, typeof method === 'string' ? refuse(method) : method(args));
  });
  return app;
}

/** The method, as it works for whom the token belongs to; or why it may not be called with it. */
function methodFor(api: Api, name: string, token: string): Method | string {
  const open = api.open[name];
  if (open !== undefined) return open;
  const [first] = api.workspaces.values();
  const known = api.appLevel[name] ?? first?.methods[name];
  if (known === undefined) return 'unknown_method';
  if (token === '') return 'not_authed';
  if (api.appLevel[name] !== undefined) return token === api.appToken ? known : 'invalid_auth';
  const owner = api.installs.workspaceOf(token);
  if (owner === 'revoked') return 'account_inactive';
  return owner?.methods[name] ?? 'invalid_auth';
}

/** Every request is kept, its secrets aside. */
function recorded(world: World): MiddlewareHandler<Env> {
  return async (context, next) => {
    const { path } = context.req;
    const { token: _, client_secret: __, ...body } = await argsOf(context);
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
