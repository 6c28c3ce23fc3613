import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { createAupaySimulator } from '../aupay/simulator.ts';
import type { AupaySimulator } from '../aupay/types.ts';
import { createCrossMallSimulator } from '../crossmall/simulator.ts';
import type { CrossMallSimulator } from '../crossmall/types.ts';
import { MALL_ORDERS, MALL_PHASES, MALL_SHOP, PHASES } from '../seeds/mall-orders.ts';
import { type Pair, type PairRow, switchOf } from './types.ts';

const SHOP = 'komachi';
const ZONE = 'Asia/Tokyo';
const SHOP_ID = '10000001';
const ACCOUNT = 'komachi';
/** The mall is closed for so long once it is switched so. */
const CLOSED_MS = 24 * 3_600_000;

type Both = { crossmall: CrossMallSimulator; aupay: AupaySimulator; today: string };

/** CROSS MALL and au PAY マーケット of the Japanese shop, with an order of every kind. */
export async function openMallPair(clock: Clock): Promise<Pair> {
  const keys = {
    crossmall: randomBytes(4).toString('hex'),
    aupay: randomBytes(32).toString('hex'),
  };
  const crossmall = createCrossMallSimulator({
    clock,
    account: ACCOUNT,
    key: keys.crossmall,
    phases: MALL_PHASES,
  });
  const aupay = createAupaySimulator({ clock, shopId: SHOP_ID, key: keys.aupay });
  const today = clock.now().toZonedDateTimeISO(ZONE).toPlainDate().toString();
  const both = { crossmall, aupay, today };
  plant(both);
  const servers = await Promise.all([crossmall.listen(0), aupay.listen(0)]);
  const [atCrossMall, atAupay] = servers;
  return {
    shop: SHOP,
    systems: [
      { id: 'crossmall', simulator: crossmall },
      { id: 'aupay', simulator: aupay },
    ],
    settings: { connections: connectionsOf(keys, today), apps: {} },
    urls: { crossmall: atCrossMall.url, aupay: atAupay.url },
    rows: () => rowsOf(both),
    act: (what, order) => act(both, what, order),
    breaks: [
      switchOf('mall-key', (on) => aupay.issueKey(on ? '0'.repeat(64) : keys.aupay)),
      switchOf('mall-address', (on) => aupay.allow(!on)),
      switchOf('mall-closed', (on) => {
        const from = clock.now().epochMilliseconds;
        aupay.maintain(on ? { from, to: from + CLOSED_MS } : null);
      }),
    ],
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function plant({ crossmall, aupay, today }: Both): void {
  for (const { number, about: _, slip, mall } of MALL_ORDERS) {
    const mallNumber = mallNumberOf(number);
    crossmall.seed({
      number,
      mallNumber,
      ...MALL_SHOP,
      phase: PHASES.shipping,
      shipDate: today,
      tracking: `4521${number}`,
      ...slip,
    });
    if (mall !== null) aupay.seed({ id: mallNumber, ...mall });
  }
}

function mallNumberOf(number: string): string {
  return `7${number}`;
}

function connectionsOf(
  keys: { crossmall: string; aupay: string },
  today: string,
): Pair['settings']['connections'] {
  const at = (system: string): string => `${SHOP}-${system}`;
  const on = (phase: string, success: string, failure?: string) => ({
    on: true,
    targets: [{ phase, success, ...(failure !== undefined && { failure }) }],
  });
  return [
    {
      id: at('crossmall'),
      shop: SHOP,
      system: 'crossmall',
      secrets: { key: keys.crossmall },
      options: { account: ACCOUNT },
      version: 1,
    },
    {
      id: at('aupay'),
      shop: SHOP,
      system: 'aupay',
      secrets: { key: keys.aupay },
      options: {
        shopId: SHOP_ID,
        mallShop: MALL_SHOP.shopCode,
        keyIssuedOn: today,
        carriers: { ヤマト宅急便: '1', 佐川急便: '2' },
        'ship-info': on(PHASES.shipping, PHASES.completing, PHASES.failed),
        completion: on(PHASES.completing, PHASES.done, PHASES.failed),
        importedAt: `${today}T00:00:00Z`,
      },
      version: 1,
    },
  ];
}

function rowsOf({ crossmall, aupay }: Both): PairRow[] {
  const about = new Map(MALL_ORDERS.map(({ number, about: words }) => [number, words]));
  const atMall = new Map(aupay.orders().map((order) => [order.id, order]));
  return crossmall.orders().map(({ number, mallNumber, phase, shipDate }) => {
    const mall = atMall.get(mallNumber);
    return {
      order: number,
      about: about.get(number) ?? '',
      at: [
        { system: 'crossmall', state: phase },
        { system: 'aupay', state: mall === undefined ? '–' : stateAt(mall) },
      ],
      acts: [
        ...(shipDate === '' ? ['enter-ship-date'] : []),
        ...(mall === undefined || mall.status === 'キャンセル' ? [] : ['cancel-at-mall']),
      ],
    };
  });
}

function stateAt({ status, shippingDate, tracking }: ReturnType<AupaySimulator['order']>): string {
  return [status, shippingDate, tracking].filter((words) => words !== '').join(' · ');
}

function act({ crossmall, aupay, today }: Both, what: string, order: string): void {
  const { mallNumber } = crossmall.order(order);
  if (what === 'enter-ship-date') crossmall.edit(order, { shipDate: today });
  else if (what === 'cancel-at-mall') aupay.edit(mallNumber, { status: 'キャンセル' });
  else throw new Error(`nothing is called ${what} here`);
}
