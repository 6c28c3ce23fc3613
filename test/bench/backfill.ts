import { setTimeout } from 'node:timers/promises';
import { systemClock } from '../../src/lib/clock.ts';
import { createPeakSimulator } from '../../src/sandbox/peak/simulator.ts';
import { booksApps, booksConnections, booksKeys } from '../support/books.ts';
import { buttonsOf, textOf } from '../support/line-message.ts';
import { bareBooks } from './bare-books.ts';
import { type Chats, openChats } from './chats.ts';
import { crewOf, settle, SHOP, type Worker } from './crew.ts';
import { median, report, type Row } from './figures.ts';
import { type Places, type Store, STORES } from './place.ts';
import { type Running, startBooks, startTenban } from './start.ts';

const LOOK_MS = 20;
/** The month before has 28 days at least and is over: nothing of it is due while it is pulled. */
const MONTH = systemClock.now().toZonedDateTimeISO('Asia/Bangkok').toPlainDate().toPlainYearMonth();
const BEFORE = MONTH.subtract({ months: 1 });

/** A month of bills becoming receipts, beside a loop of the same calls; and memory while a very long one does. */
export async function backfill(places: Places, quick: boolean): Promise<void> {
  const bills = quick ? 1_000 : 3_000;
  const rounds = quick ? 1 : 3;
  const bare: number[] = [];
  const pulls = new Map<Store, Pulled[]>(STORES.map((store) => [store, []]));
  // In turn: what else the machine does meanwhile is then everybody's.
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await bareRound(bills));
    for (const [store, done] of pulls) done.push(await pull(places, { store, bills }));
  }
  const rows: Row[] = [
    { what: 'bare axios loop', store: '', 'bills per second': Math.round(median(bare)) },
    ...[...pulls].map(([store, done]) => rowOf(store, done, median(bare))),
  ];
  report(`Backfill of ${bills} bills, five at once: medians of ${rounds} rounds`, rows);
  const memory: Row[] = [];
  for (const size of [1_000, quick ? 10_000 : 100_000]) {
    const { perSecond, memory: taken } = await pull(places, { store: 'SQLite', bills: size });
    memory.push({
      bills: size,
      'bills per second': Math.round(perSecond),
      ...Object.fromEntries(QUARTERS.map((name, at) => [`${name} quarter MB`, mostOf(taken, at)])),
    });
  }
  report(
    'Resident memory while a month is booked on SQLite: the most in each quarter of it',
    memory,
  );
}

const QUARTERS = ['first', 'second', 'third', 'last'];

/** The most of a quarter of what was read, in megabytes. */
function mostOf(taken: readonly number[], quarter: number): number {
  const [from, to] = [quarter, quarter + 1].map((end) => Math.floor((taken.length * end) / 4));
  return Math.round(Math.max(...taken.slice(from, to)) / 1e6);
}

function rowOf(store: Store, pulls: readonly Pulled[], bare: number): Row {
  const perSecond = median(pulls.map((each) => each.perSecond));
  return {
    what: 'Tenban',
    store,
    'bills per second': Math.round(perSecond),
    'of bare': (perSecond / bare).toFixed(2),
    'CPU ms each': (1_000 * median(pulls.map(({ cpu }) => cpu))).toFixed(1),
  };
}

async function bareRound(bills: number): Promise<number> {
  const books = await startBooks(BEFORE.toString(), bills);
  const from = BEFORE.toPlainDate({ day: 1 }).subtract({ days: 1 }).toString();
  const to = MONTH.toPlainDate({ day: 1 }).toString();
  const started = performance.now();
  const made = await bareBooks(books.url, { from, to });
  const seconds = (performance.now() - started) / 1_000;
  await books.kill();
  if (made !== bills) throw new Error(`the loop made ${made} receipts of ${bills} bills`);
  return bills / seconds;
}

/** `cpu` in seconds for each bill, `memory` in resident bytes, read every so often. */
type Pulled = { perSecond: number; cpu: number; memory: readonly number[] };

/** One pull from the tap to its end as it is told, in a process of its own. Throws unless every bill is booked. */
async function pull(
  places: Places,
  { store, bills }: { store: Store; bills: number },
): Promise<Pulled> {
  const [worker] = crewOf(1);
  if (worker === undefined) throw new Error('there is nobody');
  const books = await startBooks(BEFORE.toString(), bills);
  const place = await places.open(store);
  const chats = await openChats([worker]);
  const env = {
    ...place.env,
    ...chats.lineEnv,
    PAGE365_API_URL: `${books.url}/v1.0/graphql`,
    PEAK_API_URL: `${books.url}/api/v1`,
  };
  const methods = createPeakSimulator({ clock: systemClock, ...booksKeys.peak });
  const connections = booksConnections(SHOP, methods, { monthBy: 'created' });
  await settle(env, [worker], { connections, apps: booksApps });
  const tenban = await startTenban(env);
  try {
    chats.line.webhook(`${tenban.url}/line/webhook`);
    return await watched({ chats, worker, tenban, bills });
  } finally {
    await tenban.kill();
    await books.kill();
    await chats.close();
    place.remove();
  }
}

type Watched = { chats: Chats; worker: Worker; tenban: Running; bills: number };

async function watched({ chats: { line }, worker, tenban, bills }: Watched): Promise<Pulled> {
  await line.say(worker.line, `backfill page365 ${BEFORE.toString()}`);
  const button = await until(() =>
    line
      .chat(worker.line)
      .flatMap(({ message }) => buttonsOf(message))
      .find(({ label }) => label.startsWith('Start')),
  );
  const started = performance.now();
  const cpu = tenban.cpu();
  const memory: number[] = [];
  await line.tap(worker.line, button.data ?? '');
  const end = await until(() => {
    memory.push(tenban.memory());
    return line
      .chat(worker.line)
      .map(({ message }) => textOf(message))
      .find((words) => /Page365: [\d,]+ bill|Stopped/.test(words));
  });
  const seconds = (performance.now() - started) / 1_000;
  const [, booked = ''] = /Page365: ([\d,]+) bills booked/.exec(end) ?? [];
  if (Number(booked.replaceAll(',', '')) !== bills) throw new Error(`not all is booked: ${end}`);
  return { perSecond: bills / seconds, cpu: (tenban.cpu() - cpu) / bills, memory };
}

async function until<Found>(look: () => Found | undefined): Promise<Found> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await setTimeout(LOOK_MS);
  }
}
