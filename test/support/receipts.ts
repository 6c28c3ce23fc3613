import type { TestContext } from 'node:test';
import { createPage365, type Page365 } from '../../src/clients/page365/client.ts';
import { createPeak, type Peak } from '../../src/clients/peak/client.ts';
import type { ReceiptDraft } from '../../src/clients/peak/payload.ts';
import type { ObservedCall } from '../../src/core/observed.ts';
import { createPage365Simulator } from '../../src/sandbox/page365/simulator.ts';
import type { Page365Simulator } from '../../src/sandbox/page365/types.ts';
import { createPeakSimulator } from '../../src/sandbox/peak/simulator.ts';
import type { PeakSimulator } from '../../src/sandbox/peak/types.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { recordingLog } from './log.ts';

const SECRET_KEY = 'demo_secret';
const MERCHANT = 'mt_demo';
const INTEGRATOR = { connectId: 'demo_peakapi', connectKey: 'demo-connect-key' };
const USER_TOKEN = 'ut_demo';

type Opened<Client, Simulator> = {
  client: Client;
  simulator: Simulator;
  clock: FakeClock;
  calls: ObservedCall[];
  lines: string[];
};

/** A client of Page365 and the simulator it speaks to over real HTTP. */
export async function openPage365(
  t: TestContext,
  change: { secretKey?: string; merchantToken?: string; timeout?: number } = {},
): Promise<Opened<Page365, Page365Simulator>> {
  const clock = createFakeClock();
  const simulator = createPage365Simulator({
    clock,
    secretKey: SECRET_KEY,
    merchantToken: MERCHANT,
  });
  const server = await simulator.listen(0);
  t.after(() => server.close());
  const calls: ObservedCall[] = [];
  const { log, lines } = recordingLog();
  const { secretKey = SECRET_KEY, merchantToken = MERCHANT, timeout = 5000 } = change;
  const client = createPage365({
    baseURL: `${server.url}/v1.0/graphql`,
    merchantToken,
    secretKey: async () => secretKey,
    clock,
    log,
    observe: (call) => void calls.push(call),
    timeout,
  });
  return { client, simulator, clock, calls, lines };
}

/** A client of PEAK and the simulator it speaks to over real HTTP. */
export async function openPeak(
  t: TestContext,
  change: {
    connectId?: string;
    connectKey?: string;
    userToken?: string;
    timeouts?: { read: number; write: number };
  } = {},
): Promise<Opened<Peak, PeakSimulator>> {
  const clock = createFakeClock();
  const simulator = createPeakSimulator({ clock, ...INTEGRATOR, userToken: USER_TOKEN });
  const server = await simulator.listen(0);
  t.after(() => server.close());
  const calls: ObservedCall[] = [];
  const { log, lines } = recordingLog();
  const { userToken = USER_TOKEN, timeouts = { read: 5000, write: 5000 }, ...app } = change;
  const client = createPeak({
    baseURL: `${server.url}/api/v1`,
    userToken,
    app: async () => ({ ...INTEGRATOR, ...app }),
    clock,
    log,
    observe: (call) => void calls.push(call),
    timeouts,
  });
  return { client, simulator, clock, calls, lines };
}

/** A receipt of ฿530.00 to the contact PG365. */
export function draftOf(
  simulator: PeakSimulator,
  change: Partial<ReceiptDraft> = {},
): ReceiptDraft {
  const method = simulator.methods()[1];
  return {
    reference: 'page365:12045',
    code: null,
    issued: '2026-02-07',
    contact: { id: '', code: 'PG365' },
    tags: ['page365:12045'],
    remark: 'Page365 12045',
    taxInvoice: true,
    vat: 'inclusive',
    discount: 2_000,
    lines: [
      {
        booked: { account: '410101' },
        description: 'Cotton tee / M',
        quantity: 2,
        price: 25_000,
      },
      { booked: { account: '410107' }, description: 'ค่าจัดส่ง', quantity: 1, price: 5_000 },
    ],
    payment: {
      date: '2026-02-05',
      method: { id: method?.id ?? '', code: method?.code ?? '' },
      amount: 53_000,
    },
    ...change,
  };
}
