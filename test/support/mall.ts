import type { TestContext } from 'node:test';
import type { AlertRow } from '../../src/core/alert.ts';
import { createAupaySimulator } from '../../src/sandbox/aupay/simulator.ts';
import type { AupaySimulator } from '../../src/sandbox/aupay/types.ts';
import { createCrossMallSimulator } from '../../src/sandbox/crossmall/simulator.ts';
import type { CrossMallSimulator } from '../../src/sandbox/crossmall/types.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { type Options, openShop, type TestShop } from './shop.ts';

export const TARGET = '出荷情報反映待ち';
export const SHIPPED = '完了反映待ち';
export const FAILED = '出荷エラー';
export const STATUS = 'ステータス取得';
export const DONE = '発送完了';
export const PHASES = ['注文確認', STATUS, TARGET, FAILED, SHIPPED, DONE];
const ACCOUNT = 'ill';
const KEY = 'mXCTpnoA';
const SHOP_ID = '10000001';
const API_KEY = 'a1'.repeat(32);

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
  { options = {}, clock = createFakeClock(), ...rest }: Options & { options?: object } = {},
): Promise<MallShop> {
  const { crossmall, aupay } = createMall(clock);
  const servers = await Promise.all([crossmall.listen(0), aupay.listen(0)]);
  t.after(() => Promise.all(servers.map((server) => server.close())));
  const [atCrossMall, atAupay] = servers;
  const shop = await openShop(t, {
    clock,
    ...rest,
    urls: { crossmall: atCrossMall.url, aupay: atAupay.url },
    connections: [
      {
        id: 'baan-suan-crossmall',
        shop: 'baan-suan',
        system: 'crossmall',
        secrets: { key: KEY },
        options: { account: ACCOUNT, paceSeconds: 0 },
      },
      {
        id: 'baan-suan-aupay',
        shop: 'baan-suan',
        system: 'aupay',
        secrets: { key: API_KEY },
        options: mallOptions(options),
      },
    ],
  });
  return { ...shop, crossmall, aupay };
}

export function createMall(clock: FakeClock): {
  crossmall: CrossMallSimulator;
  aupay: AupaySimulator;
} {
  return {
    crossmall: createCrossMallSimulator({ clock, account: ACCOUNT, key: KEY, phases: PHASES }),
    aupay: createAupaySimulator({ clock, shopId: SHOP_ID, key: API_KEY }),
  };
}

export const QUARTER = 15 * 60_000;
export const on = (targets: object[]) => ({ on: true, targets });
export const SHIP_INFO = on([{ phase: TARGET, success: SHIPPED, failure: FAILED }]);
export const COMPLETION = on([{ phase: SHIPPED, success: DONE, failure: FAILED }]);
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
  { slip = {}, mall = {} }: { slip?: object; mall?: object } = {},
): string {
  const id = `7${number}`;
  crossmall.seed({ number, mallNumber: id, phase: TARGET, ...slip });
  aupay.seed({ id, ...mall });
  return id;
}
