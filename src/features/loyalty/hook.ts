import { z } from 'zod';
import type { Nhanh } from '../../clients/nhanh/client.ts';
import type { NhanhHook } from '../../clients/nhanh/hook.ts';
import type { Heard, Hook, HookDesk } from '../../core/hook.ts';
import type { Connection, Shop } from '../../core/settings.ts';
import type { WebhookRequest } from '../../core/webhook.ts';
import { HOOK_PROBLEM, UNINSTALLED } from './duties.ts';
import { LoyaltyOptions } from './options.ts';
import { markPoll } from './poll.ts';
import { markWaiting, rowId } from './row.ts';
import { SYNC } from './sync-run.ts';

const OK = { answer: { status: 200, body: '' } } as const satisfies Heard;
const OLD = { status: 400, body: 'webhooks of version 2: choose version 3.0 in the app' } as const;

/**
 * Webhooks of Nhanh. The address names the app and the body the business, so one app may serve many shops; the verify token
 * is the shop's own. What is answered with anything but 200 counts against the app.
 * https://apidocs.nhanh.vn/v3/webhooks/webhooks
 */
export const nhanhHook: Hook = { source: 'nhanh', path: '/nhanhvn/hook/:appId', read };

async function read(request: WebhookRequest, desk: HookDesk): Promise<Heard | null> {
  // Asked when webhooks are switched on, and to see whether we are well: nothing follows from it.
  if (isProbe(request.body)) return OK;
  const doors = await doorsOf(request, desk);
  const [first] = doors;
  if (first === undefined) return null;
  const token = request.headers.get('authorization');
  const checks = doors.map((door) => ({ door, check: door.client.checkHook(request.body, token) }));
  const old = checks.find(({ check }) => check === 'version-2');
  if (old !== undefined) return { answer: OLD, later: [problem(old.door, desk.now)] };
  const said = first.client.readHook(request.body);
  const known = checks.filter(({ check }) => check === 'genuine').map(({ door }) => door);
  if (known.length === 0) return null;
  // Another business of the app, one that is not connected any more, or nothing that can be read.
  const door = known.find(({ options }) => options.businessId === said?.business);
  if (said === null || door === undefined || door.options.sync === 'off') return OK;
  return { ...OK, ...heard(door, said.hook, desk.now.epochMilliseconds) };
}

function isProbe(body: Uint8Array): boolean {
  const Event = z.object({ event: z.literal('webhooksEnabled') });
  return Event.safeParse(JSON.parse(new TextDecoder().decode(body))).success;
}

type Door = { connection: Connection; options: LoyaltyOptions; shop: Shop; client: Nhanh };

/** The connections of an app, whichever shop's. */
async function doorsOf(
  { params }: WebhookRequest,
  { settings, client }: HookDesk,
): Promise<Door[]> {
  const doors: Door[] = [];
  for (const connection of await settings.list('connections')) {
    if (connection.system !== 'nhanh') continue;
    const options = LoyaltyOptions.safeParse(connection.options).data;
    const shop = await settings.get('shops', connection.shop);
    if (shop === null || options === undefined || options.appId !== params['appId']) continue;
    doors.push({ connection, options, shop, client: asNhanh(await client(shop, 'nhanh')) });
  }
  return doors;
}

/** The registry of clients gives Nhanh's for `nhanh`. */
function asNhanh(client: object): Nhanh {
  return client as Nhanh;
}

function heard({ connection, shop }: Door, hook: NhanhHook, now: number): Heard {
  const place = { connection: connection.id, shop: shop.id };
  const poll = markPoll(place, now, () => ({ heardAt: now }));
  const rows = rowsOf(hook).map((row) => markWaiting(place, row, { at: now, hookAt: now }));
  if (hook.kind === 'uninstalled')
    return {
      marks: [poll],
      later: [{ ...due(place, now), kind: UNINSTALLED, payload: connection.id }],
    };
  const cycles = rows.length === 0 ? [] : [{ kind: SYNC, ...place }];
  return { marks: [poll, ...rows], cycles };
}

/** What has to be read again; CNV knows no stock. */
function rowsOf(hook: NhanhHook): string[] {
  switch (hook.kind) {
    case 'product':
      return [rowId('product', hook.product.id)];
    case 'order':
      return [rowId('order', hook.order.id)];
    case 'gone':
      return hook.ids.map((id) => rowId(hook.what, id));
    case 'stock':
    case 'uninstalled':
    case 'probe':
    case 'other':
    default:
      return [];
  }
}

function due({ connection, shop }: { connection: string; shop: string }, at: number) {
  return { shop, key: connection, at };
}

function problem({ connection, shop, options }: Door, now: Temporal.Instant) {
  const place = { connection: connection.id, shop: shop.id };
  const payload = { connection: connection.id, app: options.appId };
  return { ...due(place, now.epochMilliseconds), kind: HOOK_PROBLEM, payload };
}
