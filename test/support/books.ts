import type { TestContext } from 'node:test';
import { createPage365Simulator } from '../../src/sandbox/page365/simulator.ts';
import type { Page365Simulator, SimBill } from '../../src/sandbox/page365/types.ts';
import { createPeakSimulator } from '../../src/sandbox/peak/simulator.ts';
import type { PeakSimulator } from '../../src/sandbox/peak/types.ts';
import { createFakeClock } from './fake-clock.ts';
import { type Options, openShop, type TestShop } from './shop.ts';

const SECRET_KEY = 'demo_secret';
const MERCHANT = 'mt_demo';
const INTEGRATOR = { connectId: 'demo_peakapi', connectKey: 'demo-connect-key' };
const USER_TOKEN = 'ut_demo';

export type BooksShop = TestShop & { page365: Page365Simulator; peak: PeakSimulator };

/** A shop that sells with Page365 and keeps its books in PEAK, both over real HTTP. */
export async function openBooksShop(
  t: TestContext,
  { books = {}, clock = createFakeClock(), ...rest }: Options & { books?: object } = {},
): Promise<BooksShop> {
  const page365 = createPage365Simulator({ clock, secretKey: SECRET_KEY, merchantToken: MERCHANT });
  const peak = createPeakSimulator({ clock, ...INTEGRATOR, userToken: USER_TOKEN });
  const servers = await Promise.all([page365.listen(0), peak.listen(0)]);
  t.after(() => Promise.all(servers.map((server) => server.close())));
  const [atPage365, atPeak] = servers;
  const method = peak.methods()[0] ?? { id: '', code: '' };
  const shop = await openShop(t, {
    clock,
    ...rest,
    urls: { page365: `${atPage365.url}/v1.0/graphql`, peak: `${atPeak.url}/api/v1` },
    apps: { page365: { secrets: { secretKey: SECRET_KEY } }, peak: { secrets: INTEGRATOR } },
    connections: [
      {
        id: 'baan-suan-page365',
        shop: 'baan-suan',
        system: 'page365',
        secrets: { merchantToken: MERCHANT },
      },
      {
        id: 'baan-suan-peak',
        shop: 'baan-suan',
        system: 'peak',
        secrets: { userToken: USER_TOKEN },
        options: {
          salesAccount: '410101',
          shippingAccount: '410101',
          paymentMethods: {
            7: { id: method.id, code: method.code },
            8: { id: method.id, code: method.code },
          },
          connectorOff: '2020-01-01',
          ...books,
        },
      },
    ],
  });
  return { ...shop, page365, peak };
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
