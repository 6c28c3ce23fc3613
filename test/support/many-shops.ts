import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { it, type TestContext } from 'node:test';
import { AxiosError, type AxiosAdapter } from 'axios';
import { openTenban } from '../../src/app.ts';
import { createAupay } from '../../src/clients/aupay/client.ts';
import { createCrossMall } from '../../src/clients/crossmall/client.ts';
import { importSettings } from '../../src/transfer.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { inMemory } from './in-memory.ts';
import { recordingLog } from './log.ts';
import {
  ACCOUNT,
  API_KEY,
  createMall,
  CROSSMALL_KEY,
  mallConnections,
  QUARTER,
  seedOrder,
  SHIP_INFO,
  SHOP_ID,
} from './mall.ts';
import { nowhere } from './nowhere.ts';
import { tempFolder } from './temp-folder.ts';

const HOUR = 3_600;
/** A client's time-out. */
const HANGS = 30_000;
/** A run has to begin so soon after it is due. */
const SOON = 5_000;
const HANGING = 'shop-0';

type Size = { shops: number; orders: number };
type Shop = { id: string; mall: ReturnType<typeof createMall>; calls: number[] };

/** An hour of many shops on the fifteen-minute cycle, each at one call a second to each system, one of them hanging. */
export function manyShops(name: string, size: Size): void {
  it(name, async (t) => {
    const { clock, shops, ledger } = await openMany(t, size);
    const opened = clock.now().epochMilliseconds;

    for (let second = 0; second < HOUR; second += 1) await passSecond(clock, shops);

    for (const { id, mall, calls } of shops.filter((shop) => shop.id !== HANGING)) {
      assert.equal(mall.aupay.writes.length, size.orders, `${id} has every order once`);
      assertPaced(calls);
      const runs = await ledger.runs.list(`${id}-aupay`, 'shipping.ship-info', 10);
      assert.ok(runs.length >= 2, `${id} came round`);
      for (const [at, run] of runs.entries()) {
        const before = runs[at + 1]?.endedAt ?? null;
        const due = before === null ? opened : before + QUARTER;
        const first = calls.find((call) => call >= run.startedAt) ?? Infinity;
        assert.ok(first - due <= SOON, `${id} began ${first - due} ms late`);
      }
    }
  });
}

async function openMany(t: TestContext, { shops: count, orders }: Size) {
  const clock = createFakeClock();
  const shops = Array.from({ length: count }, (_, index) =>
    openShop(clock, { id: `shop-${index}`, orders }),
  );
  const dataDir = tempFolder(t);
  const keys = [randomBytes(32)];
  const settings = {
    version: 1,
    shops: shops.map(({ id }) => ({ id, name: id, locale: 'ja', timeZone: 'Asia/Tokyo' })),
    connections: shops.flatMap(({ id }) => mallConnections(id, { 'ship-info': SHIP_INFO })),
  };
  await importSettings({ dataDir, databaseUrl: null, keys }, JSON.stringify(settings));
  const { log } = recordingLog('silent');
  const tenban = await openTenban(
    {
      mode: 'live',
      production: false,
      port: 0,
      baseUrl: 'http://localhost',
      dataDir,
      databaseUrl: null,
      keys,
      defaults: { locale: 'ja', timeZone: 'Asia/Tokyo' },
      line: null,
      slack: null,
      mail: null,
      urls: nowhere,
      logLevel: 'silent',
      metricsToken: null,
    },
    { log, clock },
  );
  t.after(async () => {
    // Whoever still hangs is let go.
    const letGo = setInterval(() => void clock.advance(HANGS), 10);
    await tenban.stop();
    clearInterval(letGo);
  });
  const clients = new Map(shops.map((shop) => [shop.id, clientsOf(shop, { clock, log })]));
  tenban.house.connect = async ({ id }, system) =>
    clients.get(id)?.[system === 'aupay' ? 'aupay' : 'crossmall'] ?? {};
  return { clock, shops, ledger: tenban.house.ledger };
}

function openShop(clock: FakeClock, { id, orders }: { id: string; orders: number }): Shop {
  const mall = createMall(clock);
  for (let at = 0; at < orders; at += 1) {
    const number = String(10_000_000 + at);
    seedOrder(mall, number, { slip: { tracking: `T${number}` } });
  }
  return { id, mall, calls: [] };
}

function clientsOf(
  { id, mall, calls }: Shop,
  { clock, log }: { clock: FakeClock; log: ReturnType<typeof recordingLog>['log'] },
) {
  const about = { baseURL: 'http://memory', clock, log, observe: () => undefined };
  const counted = (adapter: AxiosAdapter): AxiosAdapter =>
    id === HANGING ? hanging(clock) : counting(adapter, { clock, calls });
  return {
    crossmall: createCrossMall({
      ...about,
      account: ACCOUNT,
      key: CROSSMALL_KEY,
      adapter: counted(inMemory(mall.crossmall.fetch)),
    }),
    aupay: createAupay({
      ...about,
      shopId: SHOP_ID,
      key: API_KEY,
      adapter: inMemory(mall.aupay.fetch),
    }),
  };
}

function counting(
  adapter: AxiosAdapter,
  { clock, calls }: { clock: FakeClock; calls: number[] },
): AxiosAdapter {
  return (config) => {
    calls.push(clock.now().epochMilliseconds);
    return adapter(config);
  };
}

function hanging(clock: FakeClock): AxiosAdapter {
  return async (config) => {
    await clock.sleep(HANGS);
    throw new AxiosError('timeout', 'ECONNABORTED', config);
  };
}

/** One call a second; a call is noted up to a step of the clock after it began. */
function assertPaced(calls: readonly number[]): void {
  for (const [at, call] of calls.entries()) {
    const sixtieth = calls[at + 61];
    if (sixtieth !== undefined) assert.ok(sixtieth - call >= 60_000, 'more than a call a second');
  }
}

/** What a second starts is brought to its end before the next: nothing of it is over a network. */
async function passSecond(clock: FakeClock, shops: readonly Shop[]): Promise<void> {
  await clock.advance(1_000);
  const seen = (): number => shops.reduce((sum, { calls }) => sum + calls.length, 0);
  for (let quiet = 0, before = -1; quiet < 30; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = seen();
    if (now !== before) quiet = 0;
    before = now;
  }
}
