import assert from 'node:assert/strict';
import { type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { openSqliteLedger } from '../../src/ledger/open-sqlite.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLineSimulator } from '../../src/sandbox/line/simulator.ts';
import { createPage365Simulator } from '../../src/sandbox/page365/simulator.ts';
import type { Flaw } from '../../src/sandbox/page365/types.ts';
import { createPeakSimulator } from '../../src/sandbox/peak/simulator.ts';
import { serve } from '../../src/sandbox/web/serve.ts';
import { importSettings } from '../../src/transfer.ts';
import { booksApps, booksConnections, booksKeys } from './books.ts';
import { flaky } from './flaky.ts';
import { startChild, until } from './kill-world.ts';
import { buttonsOf, textOf } from './line-message.ts';
import { nowhere } from './nowhere.ts';
import { tempFolder } from './temp-folder.ts';

const USER = `U${'1'.repeat(32)}`;
/** What a bill with a flaw is left out for. */
const REASONS: Readonly<Record<Flaw, string>> = {
  'one-satang-short': 'held AMOUNT_MISMATCH',
  'no-account': 'held NO_PAYMENT_DETAIL',
  'no-paid-date': 'held NO_PAYMENT_DETAIL',
  'zero-total': 'held ZERO_TOTAL',
  transferred: 'skipped NOT_SHIPPED',
  'paid-not-shipped': 'skipped NOT_SHIPPED',
  'wrong-total': 'held TOTAL_DOES_NOT_ADD_UP',
  voided: 'skipped VOIDED_SOURCE',
};

/** `bad`: share of bills with a flaw. `busy`: share of calls that PEAK tells to come again. `patience` in milliseconds. */
type Size = { bills: number; bad: number; busy: number; patience: number };
type World = Awaited<ReturnType<typeof openBooksWorld>>;

/** A month of bills while PEAK fails one call in twenty; the process is killed three times on the way, and once in the undo. */
export function killReceipts(name: string, size: Size): void {
  it(name, async (t) => {
    const world = await openBooksWorld(t, size);
    let child = await startChild(t, world);
    await say(world, `backfill page365 ${world.month}`);
    await tap(world, /^Start/, size);
    for (const share of [0.2, 0.5, 0.8]) {
      const enough = world.good.length * share;
      await until('some are booked', () => world.peak.receipts().length >= enough, size);
      child = await killed(t, world, child);
    }
    await until('the end is told', () => endOf(world) !== null, size);

    assert.ok(world.line.failed() > size.bills / 30);
    assertBooked(world);
    assertTold(world);
    await undo(t, world, { child, size });
    assertVoided(world);
    await assertDecided(t, world);
  });
}

async function openBooksWorld(t: TestContext, { bills, bad, busy }: Size) {
  const page365 = createPage365Simulator({ clock: systemClock, ...booksKeys.page365 });
  const peak = createPeakSimulator({ clock: systemClock, ...booksKeys.peak });
  const month = lastMonth();
  page365.seedMonth({ month, bills, bad, seed: 9 });
  for (let count = 0; count < 3; count += 1) peak.seedReceipt({ by: 'hand', total: 10_000 });
  peak.unreliable(busy, 3);
  const line = flaky(peak.fetch, { share: 0.05, seed: 5, clock: systemClock });
  const secrets = { channelSecret: 'kill-channel-secret', accessToken: 'kill-access-token' };
  const phone = createLineSimulator({
    clock: systemClock,
    ...secrets,
    destination: `U${'0'.repeat(32)}`,
  });
  phone.addUser({ id: USER, name: 'Nok' });
  const servers = await Promise.all([page365.listen(0), serve(line.fetch, 0), phone.listen()]);
  t.after(() => Promise.all(servers.map((server) => server.close())));
  const [atPage365, atPeak, atLine] = servers;
  const dataDir = tempFolder(t);
  const key = randomBytes(32);
  const options = { monthBy: 'created', settleSeconds: 1 };
  const file = { ...settings, connections: booksConnections('a', peak, options), apps: booksApps };
  await importSettings({ dataDir, databaseUrl: null, keys: [key] }, JSON.stringify(file));
  const numbers = Array.from({ length: bills }, (_, at) => at + 1);
  return {
    page365,
    peak,
    phone,
    line: { ...phone, failed: line.failed },
    month,
    dataDir,
    numbers,
    good: numbers.filter((number) => page365.flawOf(number) === null),
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
      urls: {
        ...nowhere,
        line: atLine.url,
        page365: `${atPage365.url}/v1.0/graphql`,
        peak: `${atPeak.url}/api/v1`,
      },
      logLevel: 'silent',
      metricsToken: null,
    },
  };
}

function lastMonth(): string {
  const today = systemClock.now().toZonedDateTimeISO('Asia/Bangkok').toPlainDate();
  return today.toPlainYearMonth().subtract({ months: 1 }).toString();
}

const settings = {
  version: 1,
  shops: [{ id: 'a', name: 'A', locale: 'en', timeZone: 'Asia/Bangkok' }],
  people: [
    { id: 'nok', name: 'Nok', roles: { a: 'owner' }, identities: [{ platform: 'line', id: USER }] },
  ],
};

async function say({ phone }: World, words: string): Promise<void> {
  await phone.say(USER, words);
}

async function tap({ phone }: World, label: RegExp, size: Size): Promise<void> {
  const button = (): string | null =>
    phone
      .chat(USER)
      .flatMap(({ message }) => buttonsOf(message))
      .findLast((each) => label.test(each.label))?.data ?? null;
  await until(`there is a button ${label.source}`, () => button() !== null, size);
  await phone.tap(USER, button() ?? '');
}

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

function heard({ phone }: World): string[] {
  return phone
    .chat(USER)
    .filter(({ user }) => user === null)
    .map(({ message }) => textOf(message));
}

/** Booked and not booked, as the card says at the end. */
function endOf(world: World): { booked: number; not: number } | null {
  for (const words of heard(world)) {
    const [, booked, not = '0'] =
      /Page365: ([\d,]+) bills? booked(?:, ([\d,]+) not)?/.exec(words) ?? [];
    if (booked !== undefined) return { booked: numberOf(booked), not: numberOf(not) };
  }
  return null;
}

function numberOf(words: string): number {
  return Number(words.replaceAll(',', ''));
}

/** Good bills that PEAK lost three times over: a person is asked about each, and nothing is sent again. */
function askedAbout(world: World): Set<number> {
  const words = heard(world).join('\n');
  const asked = words.matchAll(/Receipt of bill (\d+): outcome not clear/g);
  return new Set([...asked].map(([, number]) => Number(number)));
}

/** Exactly one receipt of each good bill, of its amount, and none of any other. */
function assertBooked(world: World): void {
  const { page365, peak, numbers, good } = world;
  const asked = askedAbout(world);
  assert.ok(asked.size <= good.length / 1_000);
  const totals = numbers.map((number) =>
    peak.receiptsOf(`page365:${number}`).map(({ status, total }) => [status, total]),
  );
  const wanted = numbers.map((number) =>
    page365.flawOf(number) === null && !asked.has(number)
      ? [['approved', page365.bill(number).total]]
      : [],
  );
  assert.deepEqual(totals, wanted);
  assert.equal(peak.receipts().filter(({ by }) => by === 'api').length, good.length - asked.size);
}

function assertTold(world: World): void {
  const { page365, numbers, good } = world;
  const held = numbers.filter((number) => reasonOf(page365.flawOf(number)).startsWith('held'));
  const asked = askedAbout(world).size;
  const told = { booked: good.length - asked, not: held.length + asked };
  assert.deepEqual(endOf(world), told);
}

function reasonOf(flaw: Flaw | null): string {
  return flaw === null ? 'booked IMPORTED' : REASONS[flaw];
}

async function undo(
  t: TestContext,
  world: World,
  { child, size }: { child: ChildProcess; size: Size },
): Promise<void> {
  const voided = (): number =>
    world.peak.receipts().filter(({ status }) => status === 'void').length;
  await tap(world, /^Undo this run$/, size);
  const made = endOf(world)?.booked ?? 0;
  await tap(world, new RegExp(`^Void ${made}$`), size);
  await until('some are voided', () => voided() >= made / 2, size);
  const last = await killed(t, world, child);
  const told = `${made.toLocaleString('en')} receipts voided`;
  await until('the undo is told', () => heard(world).some((words) => words.includes(told)), size);
  await end(last);
}

/** What the run made is void, and what was there before is as it was. */
function assertVoided(world: World): void {
  const { peak } = world;
  const receipts = peak.receipts();
  assert.equal(receipts.filter(({ status }) => status === 'void').length, endOf(world)?.booked);
  const kept = receipts.filter(({ status }) => status === 'approved').map(({ by }) => by);
  assert.deepEqual(kept, ['hand', 'hand', 'hand']);
}

/** The ledger has the reason of every bill, and of the good ones that they were booked and voided. */
async function assertDecided(t: TestContext, world: World): Promise<void> {
  const { dataDir, page365, numbers } = world;
  const asked = askedAbout(world);
  const ledger = await openSqliteLedger({ file: join(dataDir, 'ledger.sqlite') });
  t.after(() => ledger.close());
  const said: string[][] = [];
  const wanted: string[][] = [];
  for (const number of numbers) {
    const rows = await ledger.verdicts.of('a', 'peak', String(number), 5);
    said.push(rows.map(({ verdict, reason }) => `${verdict} ${reason}`));
    const flaw = page365.flawOf(number);
    const good = asked.has(number) ? ['failed UNDECIDED'] : ['booked VOIDED', 'booked IMPORTED'];
    wanted.push(flaw === null ? good : [REASONS[flaw]]);
  }
  assert.deepEqual(said, wanted);
}
