import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AlertRow } from '../../src/core/alert.ts';
import type { Clock } from '../../src/core/clock.ts';
import { createAupaySimulator } from '../../src/sandbox/aupay/simulator.ts';
import type { AupaySimulator } from '../../src/sandbox/aupay/types.ts';
import { createCrossMallSimulator } from '../../src/sandbox/crossmall/simulator.ts';
import type { CrossMallSimulator } from '../../src/sandbox/crossmall/types.ts';
import { createFakeClock } from './fake-clock.ts';
import { CHANNEL, type Options, openShop, SLACK_COLLEAGUE, TEAM, type TestShop } from './shop.ts';
import { last, settled, words } from './slack-talk.ts';

export const TARGET = '出荷情報反映待ち';
export const SHIPPED = '完了反映待ち';
export const FAILED = '出荷エラー';
export const STATUS = 'ステータス取得';
export const DONE = '発送完了';
export const PHASES = ['注文確認', STATUS, TARGET, FAILED, SHIPPED, DONE];
export const ACCOUNT = 'ill';
export const CROSSMALL_KEY = 'mXCTpnoA';
export const SHOP_ID = '10000001';
export const API_KEY = 'a1'.repeat(32);

export type MallShop = TestShop & { crossmall: CrossMallSimulator; aupay: AupaySimulator };

/** The options of a shop whose three processes are set up; `on` starts them. */
export function mallOptions(change: object = {}): object {
  return {
    shopId: SHOP_ID,
    mallShop: '12',
    paceSeconds: 0,
    carriers: { ヤマト宅急便: '1' },
    status: { on: false, targets: [{ phase: STATUS, success: TARGET }] },
    'ship-info': { on: false, targets: [{ phase: TARGET, success: SHIPPED, failure: FAILED }] },
    completion: { on: false, targets: [{ phase: SHIPPED, success: DONE, failure: FAILED }] },
    importedAt: '2026-11-01T00:00:00Z',
    ...change,
  };
}

/** A shop that sells on au PAY マーケット through CROSS MALL, both over real HTTP. */
export async function openMallShop(
  t: TestContext,
  { options = {}, clock = createFakeClock(), ...rest }: Options & { options?: MallOptions } = {},
): Promise<MallShop> {
  const { crossmall, aupay } = createMall(clock);
  const servers = await Promise.all([crossmall.listen(0), aupay.listen(0)]);
  t.after(() => Promise.all(servers.map((server) => server.close())));
  const [atCrossMall, atAupay] = servers;
  const shop = await openShop(t, {
    clock,
    ...rest,
    urls: { crossmall: atCrossMall.url, aupay: atAupay.url },
    connections: mallConnections('baan-suan', options),
  });
  return { ...shop, crossmall, aupay };
}

type MallOptions = { settleSeconds?: number; [option: string]: unknown };

/** What connects a shop to both, with no pace. */
export function mallConnections(shop: string, options: MallOptions): object[] {
  const { settleSeconds } = options;
  return [
    {
      id: `${shop}-crossmall`,
      shop,
      system: 'crossmall',
      secrets: { key: CROSSMALL_KEY },
      options: {
        account: ACCOUNT,
        paceSeconds: 0,
        ...(settleSeconds !== undefined && { settleSeconds }),
      },
    },
    {
      id: `${shop}-aupay`,
      shop,
      system: 'aupay',
      secrets: { key: API_KEY },
      options: mallOptions(options),
    },
  ];
}

export function createMall(clock: Clock): {
  crossmall: CrossMallSimulator;
  aupay: AupaySimulator;
} {
  return {
    crossmall: createCrossMallSimulator({
      clock,
      account: ACCOUNT,
      key: CROSSMALL_KEY,
      phases: PHASES,
    }),
    aupay: createAupaySimulator({ clock, shopId: SHOP_ID, key: API_KEY }),
  };
}

export const QUARTER = 15 * 60_000;
export const on = <Target extends object>(target: Target) => ({
  on: true,
  targets: [target] as const,
});
export const SHIP_INFO = on({ phase: TARGET, success: SHIPPED, failure: FAILED });
export const COMPLETION = on({ phase: SHIPPED, success: DONE, failure: FAILED });
export const SHIP_CALL = { path: '/wmshopapi/updateTradeInfoProc' };
export const STATUS_CALL = { path: '/wmshopapi/updateTradeStsProc' };

/** Moves time second by second: what a run waits for is over the network. */
export async function seconds({ pass }: Pick<MallShop, 'pass'>, count: number): Promise<void> {
  for (let second = 0; second < count; second += 1) await pass(1_000);
}

/** The au PAY API連携ステータス of an order, or null when no run has seen it. */
export async function linkOf({ tenban }: MallShop, number: string): Promise<string | null> {
  const order = await tenban.house.ledger.orders.get('baan-suan-aupay', number);
  return order?.status ?? null;
}

/** The alerts of the shop, newest first. */
export function alertsOf({ tenban }: MallShop): Promise<AlertRow[]> {
  return tenban.house.ledger.alerts.list({ shops: ['baan-suan'], limit: 50 });
}

/** What was decided about an order, oldest first. */
export async function chainOf({ tenban }: MallShop, number: string): Promise<string[]> {
  const rows = await tenban.house.ledger.verdicts.of('baan-suan', 'aupay', number, 50);
  return rows.toReversed().map(({ verdict, reason }) => `${verdict} ${reason}`);
}

/** An order at both: `number` has eight digits, the mall's number is made from it. */
export function seedOrder(
  { crossmall, aupay }: Pick<MallShop, 'crossmall' | 'aupay'>,
  number: string,
  { slip, mall }: { slip?: object | undefined; mall?: object | undefined } = {},
): string {
  const id = `7${number}`;
  crossmall.seed({ number, mallNumber: id, phase: TARGET, ...slip });
  aupay.seed({ id, ...mall });
  return id;
}

/** The mall loses the write of an order, and the order with it: reading settles nothing. Returns the mall's number. */
export async function loseWrite(shop: MallShop, number: string): Promise<string> {
  const id = seedOrder(shop, number);
  shop.aupay.beforeWrite(() => shop.aupay.remove(id));
  shop.aupay.faults.set({ kind: 'drop-answer', times: 1, match: SHIP_CALL });
  await seconds(shop, 60);
  shop.aupay.beforeWrite(null);
  return id;
}

/** Alerts of the shop go to the channel in Slack and to the owner in LINE. */
export async function tellBoth({ tenban }: MallShop): Promise<void> {
  await tenban.house.settings.update('routes', 'shipping', () => ({
    id: 'shipping',
    shop: 'baan-suan',
    targets: [
      { to: 'slack', team: TEAM, channel: CHANNEL },
      { to: 'person', person: 'Nok' },
    ],
    escalate: [],
    remind: {},
    version: 1,
  }));
}

/** Taps a button of the newest message in the channel that has it, as the operator; returns what is said then. */
export async function tapSlack(shop: MallShop, label: string): Promise<string> {
  const found = (await settled(shop))
    .toReversed()
    .find((message) => words(message).includes(`"${label}"`));
  assert.ok(found, `nobody offers ${label}`);
  await shop.slack.click(SLACK_COLLEAGUE, CHANNEL, found.ts, label);
  return words(last(await settled(shop)));
}
