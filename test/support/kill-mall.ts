import assert from 'node:assert/strict';
import { type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import type { VerdictRow } from '../../src/core/ledger.ts';
import { openSqliteLedger } from '../../src/ledger/open-sqlite.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLineSimulator } from '../../src/sandbox/line/simulator.ts';
import { serve } from '../../src/sandbox/web/serve.ts';
import { importSettings } from '../../src/transfer.ts';
import { flaky } from './flaky.ts';
import { startChild, until } from './kill-world.ts';
import { buttonsOf, textOf } from './line-message.ts';
import { COMPLETION, createMall, DONE, mallConnections, seedOrder, SHIP_INFO } from './mall.ts';
import { nowhere } from './nowhere.ts';
import { tempFolder } from './temp-folder.ts';

const USER = `U${'1'.repeat(32)}`;
const SHARE = 0.1;
/** Orders that only a person can put right: no ship date, cancelled at the mall. */
const BAD = 8;

type Size = { orders: number; patience: number };
type World = Awaited<ReturnType<typeof openMallWorld>>;

/** Orders at a mall and a CROSS MALL behind a bad line; the process is killed three times on the way. */
export function killMall(name: string, size: Size): void {
  it(name, async (t) => {
    const world = await openMallWorld(t, size.orders);
    let child = await startChild(t, world);
    for (const share of [0.2, 0.5, 0.8]) {
      await until('some are written', () => world.aupay.writes.length >= size.orders * share, size);
      child = await killed(t, world, child);
    }
    await until('what went wrong is told', () => alerts(world).length > 0, size);
    await begin(world, 'aupay start completion');
    await until('some are completed', () => world.completed() >= size.orders / 2, size);
    child = await killed(t, world, child);
    await until('all are completed', () => world.completed() === size.orders - BAD, size);
    await end(child);

    assert.ok(world.failed() > size.orders / 20);
    assertSame(world);
    assertOnce(world);
    assertNamed(world);
    await assertChains(t, world);
  });
}

async function openMallWorld(t: TestContext, orders: number) {
  const mall = createMall(systemClock);
  const lines = [mall.crossmall, mall.aupay].map(({ fetch }, seed) =>
    flaky(fetch, { share: SHARE, seed: seed + 7, clock: systemClock }),
  );
  const secrets = { channelSecret: 'kill-channel-secret', accessToken: 'kill-access-token' };
  const destination = `U${'0'.repeat(32)}`;
  const line = createLineSimulator({ clock: systemClock, ...secrets, destination });
  line.addUser({ id: USER, name: 'Nok' });
  const servers = await Promise.all([...lines.map(({ fetch }) => serve(fetch, 0)), line.listen()]);
  t.after(() => Promise.all(servers.map((server) => server.close())));
  const [crossmallUrl = '', aupayUrl = '', lineUrl = ''] = servers.map(({ url }) => url);
  const dataDir = tempFolder(t);
  const key = randomBytes(32);
  await importSettings({ dataDir, databaseUrl: null, keys: [key] }, JSON.stringify(settings));
  seedOrders(mall, orders);
  const numbers = mall.crossmall.orders().map(({ number }) => number);
  const bad = new Set(numbers.slice(0, BAD));
  return {
    ...mall,
    line,
    dataDir,
    bad,
    failed: () => lines.reduce((sum, each) => sum + each.failed(), 0),
    completed: () => mall.crossmall.orders().filter(({ phase }) => phase === DONE).length,
    config: {
      mode: 'live',
      production: false,
      port: 0,
      baseUrl: 'http://localhost',
      dataDir,
      databaseUrl: null,
      key: key.toString('base64'),
      defaults: { locale: 'en', timeZone: 'UTC' },
      line: secrets,
      slack: null,
      mail: null,
      urls: { ...nowhere, line: lineUrl, crossmall: crossmallUrl, aupay: aupayUrl },
      logLevel: 'silent',
      metricsToken: null,
    },
  };
}

const settings = {
  version: 1,
  shops: [{ id: 'a', name: 'A', locale: 'en', timeZone: 'Asia/Tokyo' }],
  people: [
    { id: 'nok', name: 'Nok', roles: { a: 'owner' }, identities: [{ platform: 'line', id: USER }] },
  ],
  connections: mallConnections('a', {
    settleSeconds: 1,
    'ship-info': SHIP_INFO,
    completion: { ...COMPLETION, on: false },
  }),
};

function seedOrders(mall: ReturnType<typeof createMall>, count: number): void {
  for (let at = 0; at < count; at += 1) {
    const number = String(10_000_000 + at);
    const bad = at >= BAD ? {} : at % 2 === 0 ? { slip: { shipDate: '' } } : { mall: CANCELLED };
    seedOrder(mall, number, { slip: { tracking: `T${number}`, ...bad.slip }, mall: bad.mall });
  }
}

const CANCELLED = { status: 'キャンセル' };

async function killed(t: TestContext, world: World, child: ChildProcess): Promise<ChildProcess> {
  await end(child);
  return startChild(t, world);
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** Starts a process as its owner does. */
async function begin({ line }: World, said: string): Promise<void> {
  await line.say(USER, said);
  const start = (): string | null =>
    line
      .chat(USER)
      .flatMap(({ message }) => buttonsOf(message))
      .findLast(({ label }) => label === 'Start')?.data ?? null;
  await until('it can be started', () => start() !== null);
  await line.tap(USER, start() ?? '');
}

function alerts({ line }: World): string[] {
  return line
    .chat(USER)
    .filter(({ user }) => user === null)
    .map(({ message }) => textOf(message))
    .filter((text) => text.includes('(CROSSMALL)'));
}

/** The mall has exactly what CROSS MALL says. */
function assertSame({ aupay, crossmall, bad }: World): void {
  for (const slip of crossmall.orders().filter(({ number }) => !bad.has(number))) {
    const order = aupay.order(slip.mallNumber);
    const there = [order.shippingDate, order.carrier, order.tracking, order.status];
    assert.deepEqual(there, [slip.shipDate.replaceAll('-', '/'), '1', slip.tracking, '完了']);
  }
}

/** Nothing was written twice, and nothing of an order that needs a person. */
function assertOnce({ aupay, crossmall, bad }: World): void {
  const written = aupay.writes.map(({ id, kind, content }) => `${id} ${kind} ${content}`);
  assert.equal(new Set(written).size, written.length);
  assert.equal(written.length, 2 * (crossmall.orders().length - bad.size));
}

/** The alerts name the orders that need a person, and no other. */
function assertNamed(world: World): void {
  const named = new Set(alerts(world).flatMap((text) => text.match(/71\d{7}/g) ?? []));
  const needed = [...world.bad].map((number) => `7${number}`);
  assert.deepEqual([...named].toSorted(), needed.toSorted());
}

/** Every order has one verdict of each process it went through. */
async function assertChains(t: TestContext, { dataDir, bad, crossmall }: World): Promise<void> {
  const ledger = await openSqliteLedger({ file: join(dataDir, 'ledger.sqlite') });
  t.after(() => ledger.close());
  for (const { number } of crossmall.orders()) {
    const rows = await ledger.verdicts.of('a', 'aupay', number, 10);
    const chain = rows.map(({ verdict }: VerdictRow) => verdict);
    assert.deepEqual(chain, bad.has(number) ? ['failed'] : ['booked', 'booked'], number);
  }
}
