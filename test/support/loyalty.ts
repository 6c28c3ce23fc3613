import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AlertRow } from '../../src/core/alert.ts';
import type { Clock } from '../../src/core/clock.ts';
import { createCnv } from '../../src/clients/cnv/client.ts';
import { createNhanh } from '../../src/clients/nhanh/client.ts';
import { createCnvSimulator } from '../../src/sandbox/cnv/simulator.ts';
import type { CnvSimulator, SimHubOrder } from '../../src/sandbox/cnv/types.ts';
import { createNhanhSimulator } from '../../src/sandbox/nhanh/simulator.ts';
import type { NhanhSimulator, ShopHands, SimOrder } from '../../src/sandbox/nhanh/types.ts';
import { createFakeClock } from './fake-clock.ts';
import { recordingLog } from './log.ts';
import { APP, BACK, BUSINESS, SECRET, VERIFY } from './nhanh.ts';
import { type Options, openShop, type TestShop } from './shop.ts';

const CLIENT = { clientId: 'cnv-client', clientSecret: 'cnv-secret' };
const RETURN = 'https://tenban.test/cnv/callback';
export const CONNECTION = 'baan-suan-nhanh';
export const CYCLE = 5 * 60_000;
export const SECOND = 1_000;
export const EVERYTHING = ['order', 'product', 'category'];

export type Sides = { nhanh: NhanhSimulator; cnv: CnvSimulator; hands: ShopHands };

export function createSides(clock: Clock): Sides {
  const nhanh = createNhanhSimulator({ clock });
  const cnv = createCnvSimulator({ clock, ...CLIENT });
  nhanh.addApp({ appId: APP, secretKey: SECRET, redirectUrls: [BACK] });
  nhanh.addBusiness({ id: BUSINESS });
  return { nhanh, cnv, hands: nhanh.shop(BUSINESS) };
}

export type At = { nhanh: string; cnv: string };

/** What connects a shop to both, granted and signed in. */
export async function joinedConnections(
  clock: Clock,
  sides: Sides,
  { at, shop = 'baan-suan', options = {} }: { at: At; shop?: string; options?: LoyaltyOptions },
): Promise<object[]> {
  const { log } = recordingLog();
  const parts = { clock, log, observe: () => undefined };
  const identity = {
    appId: APP,
    secretKey: SECRET,
    business: '',
    accessToken: '',
    expiresAt: null,
  };
  const urls = { baseURL: at.nhanh, loginURL: at.nhanh };
  const door = createNhanh({ ...parts, ...urls, ...identity, verifyToken: VERIFY });
  const back = sides.nhanh.consent({ appId: APP, business: BUSINESS, returnLink: BACK });
  const grant = await door.exchange(new URL(back).searchParams.get('accessCode') ?? '');
  const hubUrls = { baseURL: at.cnv, loginURL: at.cnv };
  const open = { accessToken: '', expiresAt: null };
  const hub = createCnv({ ...parts, ...hubUrls, ...open, app: async () => CLIENT });
  const signedIn = sides.cnv.consent({ redirectUri: RETURN, state: 's' });
  const code = new URL(signedIn).searchParams.get('code') ?? '';
  const member = await hub.exchange(code, RETURN);
  const { takes = EVERYTHING, ...rest } = options;
  return [
    {
      id: `${shop}-nhanh`,
      shop,
      system: 'nhanh',
      secrets: { secretKey: SECRET, accessToken: grant.accessToken, verifyToken: VERIFY },
      options: {
        appId: APP,
        businessId: BUSINESS,
        expiresAt: isoOf(grant.expiresAt),
        connectedAt: clock.now().toString(),
        sync: 'on',
        settleSeconds: 1,
        ...rest,
      },
    },
    {
      id: `${shop}-cnv`,
      shop,
      system: 'cnv',
      secrets: { accessToken: member.accessToken },
      options: { takes, settleSeconds: 1 },
    },
  ];
}

export const APPS = { cnv: { secrets: CLIENT } };
export type LoyaltyOptions = { takes?: string[]; [option: string]: unknown };

function isoOf(ms: number | null): string {
  return Temporal.Instant.fromEpochMilliseconds(ms ?? 0).toString();
}

export type LoyaltyShop = TestShop &
  Sides & {
    /** Lets webhooks arrive and the cycles they ask for run. */
    settle(): Promise<void>;
    /** Until the next cycle has run. */
    cycle(): Promise<void>;
  };

/** A shop that sells with Nhanh and keeps its members in CNV, both over real HTTP, synced from now on. */
export async function openLoyaltyShop(
  t: TestContext,
  {
    options = {},
    hooks = true,
    before = () => undefined,
    clock = createFakeClock(),
    ...rest
  }: Options & { options?: LoyaltyOptions; hooks?: boolean; before?(sides: Sides): void } = {},
): Promise<LoyaltyShop> {
  const sides = createSides(clock);
  const servers = await Promise.all([sides.nhanh.listen(0), sides.cnv.listen(0)]);
  t.after(() => Promise.all(servers.map((server) => server.close())));
  before(sides);
  const at = { nhanh: servers[0].url, cnv: servers[1].url };
  const shop = await openShop(t, {
    clock,
    locale: 'vi',
    ...rest,
    urls: { nhanh: at.nhanh, nhanhLogin: at.nhanh, cnv: at.cnv, cnvLogin: at.cnv },
    connections: await joinedConnections(clock, sides, { at, options }),
    apps: APPS,
  });
  const url = `http://127.0.0.1:${shop.tenban.port}/nhanhvn/hook/${APP}`;
  if (hooks) assert.equal(await sides.nhanh.enableHooks(APP, { url, token: VERIFY }), true);

  async function pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      await sides.nhanh.hooks.idle();
      await shop.pass(SECOND);
    }
  }

  async function settle(): Promise<void> {
    await pass(4);
  }

  async function cycle(): Promise<void> {
    await shop.pass(CYCLE);
    await pass(4);
  }

  await settle();
  return { ...shop, ...sides, settle, cycle };
}

/** The status of a row, and why. */
export async function rowOf({ tenban }: TestShop, order: string): Promise<string | null> {
  const row = await tenban.house.ledger.orders.get(CONNECTION, order);
  const detail = row?.detail;
  const reason =
    typeof detail === 'object' && detail !== null && !Array.isArray(detail)
      ? detail['reason']
      : null;
  if (row === null) return null;
  return typeof reason === 'string' ? `${row.status} ${reason}` : row.status;
}

/** Alerts that have not ended, newest first. */
export async function alertsOf({ tenban }: TestShop, kind: string): Promise<AlertRow[]> {
  const states = ['open', 'acknowledged', 'snoozed'] as const;
  return tenban.house.ledger.alerts.list({ shops: ['baan-suan'], states, kind, limit: 20 });
}

/** CNV's copy of something of Nhanh's. */
export function copyOf<Row extends { ref: string }>(rows: readonly Row[], ref: string): Row | null {
  const found = rows.filter((row) => row.ref === ref);
  assert.ok(found.length <= 1, `${ref} is there ${found.length} times`);
  return found[0] ?? null;
}

export function orderOf(hands: ShopHands, hubOrder: Pick<SimHubOrder, 'id'>): SimOrder | null {
  const found = hands.orders().filter(({ appOrderId }) => appOrderId === `cnv:${hubOrder.id}`);
  assert.ok(found.length <= 1);
  return found[0] ?? null;
}

export function lineOf(product: { id: number; price: number }, quantity = 1) {
  return { productId: product.id, quantity, price: product.price, discount: 0 };
}
