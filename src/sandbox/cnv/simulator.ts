import type { Clock } from '../../core/clock.ts';
import { simulate } from '../web/simulator.ts';
import { pointsOf, readPath } from './reads.ts';
import { createSignIn } from './sign-in.ts';
import { createHub, handsOn, type Hub } from './store.ts';
import type { CnvSimulator, HubWrite } from './types.ts';
import { removeProduct, writeMember, WRITES } from './writes.ts';

export type CnvOptions = { clock: Clock; clientId: string; clientSecret: string };

const EVERYTHING: readonly HubWrite[] = ['order', 'product', 'category'];
const KINDS: Readonly<Record<string, HubWrite>> = {
  orders: 'order',
  products: 'product',
  categories: 'category',
};

/** CNV Loyalty for one account in memory, as far as it is known: sign-in, reads, and calls of partners. */
export function createCnvSimulator({ clock, clientId, clientSecret }: CnvOptions): CnvSimulator {
  const now = (): number => clock.now().epochMilliseconds;
  const hub = createHub(now, () => simulated.changed());
  const signIn = createSignIn({ now, clientId, clientSecret });
  let taken = EVERYTHING;
  let administrator = true;

  function refusalOf({ headers }: Request, path: string): Response | null {
    const token = /^TOKEN (.+)$/.exec(headers.get('authorization') ?? '')?.[1] ?? '';
    const partner =
      headers.get('x-client-id') === clientId && headers.get('x-client-secret') === clientSecret;
    const known = path.startsWith('/api/') ? partner : signIn.knows(token);
    if (!known) return Response.json({ message: 'Unauthorized' }, { status: 401 });
    return administrator ? null : Response.json({ message: 'Forbidden' }, { status: 403 });
  }

  async function answer(request: Request): Promise<Response> {
    const { pathname: path, searchParams: query } = new URL(request.url);
    if (path === '/oauth') return signIn.page(request, query);
    if (path === '/oauth/token') return signIn.exchange(query);
    const refusal = refusalOf(request, path);
    if (refusal !== null) return refusal;
    if (path === '/auth/verify') return Response.json({ ok: true });
    if (path === '/api/v1/customers/points-information')
      return pointsOf(hub, query.get('phone') ?? '');
    const found =
      request.method === 'GET'
        ? readPath(hub, path, query)
        : await writePath(hub, request, { path, taken });
    return found ?? Response.json({ message: 'Not found' }, { status: 404 });
  }

  const simulated = simulate(clock, {
    answer,
    said: {
      tooMany: (headers) =>
        Response.json({ message: 'Too Many Requests' }, { status: 429, headers }),
      broken: () => Response.json({ message: 'Server Error' }, { status: 500 }),
    },
  });
  return {
    ...simulated,
    ...handsOn(hub),
    consent: signIn.consent,
    endTokens: signIn.end,
    takes: (what) => void (taken = what),
    administrator: (is) => void (administrator = is),
  };
}

type Writing = { path: string; taken: readonly HubWrite[] };

/** Null for what is not taken. */
async function writePath(
  hub: Hub,
  request: Request,
  { path, taken }: Writing,
): Promise<Response | null> {
  const { method } = request;
  const body: unknown = method === 'DELETE' ? null : await request.json().catch(() => null);
  if (path === '/api/webhook/customers' && method === 'POST') return writeMember(hub, body);
  const [, kind = '', item] = /^\/([a-z]+)(?:\/(\d+))?\.json$/.exec(path) ?? [];
  const id = item === undefined ? null : Number(item);
  const what = KINDS[kind];
  if (what === 'product' && method === 'DELETE' && id !== null) return removeProduct(hub, id);
  if (what === undefined || !taken.includes(what) || method === 'DELETE') return null;
  return (method === 'POST') === (id === null) ? WRITES[what](hub, { id, body }) : null;
}
