import type { TestContext } from 'node:test';
import { createPage365Simulator } from '../../src/sandbox/page365/simulator.ts';
import type { Page365Simulator, SimBill } from '../../src/sandbox/page365/types.ts';
import { createPeakSimulator } from '../../src/sandbox/peak/simulator.ts';
import type { PeakSimulator } from '../../src/sandbox/peak/types.ts';
import { createFakeClock } from './fake-clock.ts';
import { type Options, openShop, type TestShop } from './shop.ts';

const INTEGRATOR = { connectId: 'demo_peakapi', connectKey: 'demo-connect-key' };

/** What opens both systems. */
export const booksKeys = {
  page365: { secretKey: 'demo_secret', merchantToken: 'mt_demo' },
  peak: { ...INTEGRATOR, userToken: 'ut_demo' },
};

/** The integrator's credentials for both. */
export const booksApps = {
  page365: { secrets: { secretKey: booksKeys.page365.secretKey } },
  peak: { secrets: INTEGRATOR },
};

export type BooksShop = TestShop & { page365: Page365Simulator; peak: PeakSimulator };

/** A shop that sells with Page365 and keeps its books in PEAK, both over real HTTP. */
export async function openBooksShop(
  t: TestContext,
  { books = {}, clock = createFakeClock(), ...rest }: Options & { books?: object } = {},
): Promise<BooksShop> {
  const page365 = createPage365Simulator({ clock, ...booksKeys.page365 });
  const peak = createPeakSimulator({ clock, ...booksKeys.peak });
  const servers = await Promise.all([page365.listen(0), peak.listen(0)]);
  t.after(() => Promise.all(servers.map((server) => server.close())));
  const [atPage365, atPeak] = servers;
  const shop = await openShop(t, {
    clock,
    ...rest,
    urls: { page365: `${atPage365.url}/v1.0/graphql`, peak: `${atPeak.url}/api/v1` },
    apps: booksApps,
    connections: booksConnections('baan-suan', peak, books),
  });
  return { ...shop, page365, peak };
}

/** What connects a shop to both, with everything mapped. */
export function booksConnections(shop: string, peak: PeakSimulator, options: object): object[] {
  const { id = '', code = '' } = peak.methods()[0] ?? {};
  const { merchantToken } = booksKeys.page365;
  return [
    { id: `${shop}-page365`, shop, system: 'page365', secrets: { merchantToken } },
    {
      id: `${shop}-peak`,
      shop,
      system: 'peak',
      secrets: { userToken: booksKeys.peak.userToken },
      options: {
        salesAccount: '410101',
        shippingAccount: '410101',
        paymentMethods: { 7: { id, code }, 8: { id, code } },
        connectorOff: '2020-01-01',
        ...options,
      },
    },
  ];
}

/** A bill that is ready: shipped and paid exactly. Amounts in satang. */
export function seedBill(
  { page365 }: Pick<BooksShop, 'page365'>,
  number: number,
  change: Partial<SimBill> = {},
): SimBill {
  return page365.seed({
    number,
    stage: 'shipped',
    lines: [{ name: 'เสื้อยืด', quantity: 2, price: 25_000, sku: null }],
    discount: 0,
    shipping: 3_000,
    total: 53_000,
    paid: 53_000,
    account: '7',
    ...change,
  });
}
