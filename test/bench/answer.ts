import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { type Chats, openChats } from './chats.ts';
import { crewOf, settle } from './crew.ts';
import { quantile, type Row, report } from './figures.ts';
import { crowd } from './crowd.ts';
import { createRegulars, type Regular } from './regulars.ts';
import { type Places, type Store, STORES } from './place.ts';
import { startTenban } from './start.ts';

const CREW = 10;
/** Each of the crew does something in LINE, and something in Slack, once a second. */
const EACH_MS = 1_000;

/** How long people wait for Tenban while others talk: from the webhook leaving to Tenban's call arriving. */
export async function answer(places: Places, quick: boolean): Promise<void> {
  const seconds = quick ? 10 : 30;
  const rows: Row[] = [];
  for (const store of STORES) rows.push(...(await measure(places, store, seconds)));
  report(
    `From command or click to answer, while 100 other events arrive per second: ${seconds} seconds`,
    rows,
  );
}

async function measure(places: Places, store: Store, seconds: number): Promise<Row[]> {
  const crew = crewOf(CREW);
  const place = await places.open(store);
  const chats = await openChats(crew);
  const env = { ...place.env, ...chats.lineEnv, ...chats.slackEnv };
  await settle(env, crew);
  const server = await startTenban(env);
  chats.line.webhook(`${server.url}/line/webhook`);
  chats.slack.connect(`${server.url}/slack/events`);
  try {
    const regulars = createRegulars(chats, crew);
    await everybody(regulars, 3);
    return await underLoad({ store, chats, url: server.url, regulars, seconds });
  } finally {
    await server.kill();
    await chats.close();
    place.remove();
  }
}

type Measuring = {
  store: Store;
  chats: Chats;
  url: string;
  regulars: readonly Regular[];
  seconds: number;
};

/** The bench's own delays are part of the times: they are shown beside them. */
async function underLoad({ store, chats, url, regulars, seconds }: Measuring): Promise<Row[]> {
  const others = crowd(chats.line, url);
  await setTimeout(2_000);
  const own = monitorEventLoopDelay({ resolution: 1 });
  own.enable();
  const times = await everybody(regulars, seconds);
  own.disable();
  const { sent, failed } = await others.stop();
  if (failed > 0) throw new Error(`${failed} of ${sent} events of others were not taken`);
  return Object.entries(times).map(([what, list]) => ({
    store,
    what,
    times: list.length,
    'p50 ms': quantile(list, 0.5).toFixed(1),
    'p99 ms': quantile(list, 0.99).toFixed(1),
    'longest ms': Math.max(...list).toFixed(1),
    'p99 of the bench itself ms': (own.percentile(99) / 1e6).toFixed(1),
  }));
}

/** Milliseconds, by what was done and where. */
type Times = { [what: string]: number[] };

/** All of them act in turn, evenly spread, for so many seconds. */
async function everybody(regulars: readonly Regular[], seconds: number): Promise<Times> {
  const times: Times = {};
  const step = EACH_MS / regulars.length;
  async function one(regular: Regular, index: number): Promise<void> {
    await setTimeout(index * step);
    for (let second = 0; second < seconds; second += 1) {
      const { what, took } = await regular.next();
      (times[what] ??= []).push(took);
      await setTimeout(Math.max(EACH_MS - took, 0));
    }
  }
  await Promise.all(regulars.map(one));
  return times;
}
