import { median, type Row, report } from './figures.ts';
import { CHANNEL_SECRET, sticker } from './line-events.ts';
import { CONNECTIONS, load, type Measured } from './load.ts';
import { type Place, type Places } from './place.ts';
import { type Running, startPlain, startTenban } from './start.ts';

const KINDS = ['bare', 'line-sdk', 'SQLite', 'PostgreSQL'] as const;
type Kind = (typeof KINDS)[number];
const NAMES = {
  bare: 'bare node:http',
  'line-sdk': "LINE's middleware",
  SQLite: 'Tenban, SQLite',
  PostgreSQL: 'Tenban, PostgreSQL',
} satisfies Record<Kind, string>;

/** Servers in turn, several times, because machines are noisy. */
export async function intake(places: Places, quick: boolean): Promise<void> {
  const rounds = quick ? 1 : 3;
  const sizes = quick
    ? { warming: 5_000, requests: 10_000 }
    : { warming: 10_000, requests: 20_000 };
  const measured: Record<Kind, Measured[]> = {
    bare: [],
    'line-sdk': [],
    SQLite: [],
    PostgreSQL: [],
  };
  for (let round = 0; round < rounds; round += 1)
    for (const kind of KINDS) measured[kind].push(await measure(places, kind, sizes));
  const base = median(measured.bare.map(({ perSecond }) => perSecond));
  report(
    `Webhook intake: ${CONNECTIONS} connections, medians of ${rounds} rounds of ${sizes.requests} requests`,
    KINDS.map((kind) => rowOf(kind, measured[kind], base)),
  );
}

function rowOf(kind: Kind, figures: readonly Measured[], base: number): Row {
  const middle = (name: keyof Measured): number => median(figures.map((each) => each[name]));
  return {
    server: NAMES[kind],
    'per second': Math.round(middle('perSecond')),
    'of bare': (middle('perSecond') / base).toFixed(2),
    'p50 ms': middle('p50').toFixed(1),
    'p99 ms': middle('p99').toFixed(1),
    'CPU µs each': Math.round(middle('cpu')),
  };
}

type Sizes = { warming: number; requests: number };

async function measure(places: Places, kind: Kind, sizes: Sizes): Promise<Measured> {
  if (kind === 'bare' || kind === 'line-sdk') return measureServer(await startPlain(kind), sizes);
  const place = await places.open(kind);
  try {
    const figures = await measureServer(await startTenban(envOf(place)), sizes);
    await checkStored(place, sizes);
    return figures;
  } finally {
    place.remove();
  }
}

/** LINE is nowhere: nobody is answered, as nobody is known. */
function envOf({ env }: Place) {
  return {
    ...env,
    LINE_CHANNEL_SECRET: CHANNEL_SECRET,
    LINE_CHANNEL_ACCESS_TOKEN: 'bench-access-token',
    LINE_API_URL: 'http://127.0.0.1:9',
  };
}

/** The first requests make the engine compile what is hot; they are not counted. Killed after the last answer. */
async function measureServer(server: Running, { warming, requests }: Sizes): Promise<Measured> {
  try {
    await sendAll(server, warming);
    return await sendAll(server, requests);
  } finally {
    await server.kill();
  }
}

async function sendAll(server: Running, requests: number): Promise<Measured> {
  const measured = await load(server, Array.from({ length: requests }, sticker));
  if (measured.answered === requests) return measured;
  throw new Error(`${requests - measured.answered} of ${requests} requests were not answered 200`);
}

/** Whatever was answered must be there after the kill. */
async function checkStored(place: Place, { warming, requests }: Sizes): Promise<void> {
  const stored = await place.count('inbox');
  if (stored !== warming + requests)
    throw new Error(`${place.store}: ${warming + requests} answered, but ${stored} stored`);
}
