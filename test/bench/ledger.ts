import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { crewOf, settle, type Worker } from './crew.ts';
import { median, type Row, report } from './figures.ts';
import { CHANNEL_SECRET, words } from './line-events.ts';
import { load } from './load.ts';
import { type Place, type Places, type Store, STORES } from './place.ts';
import { seed } from './seed.ts';
import { type Env, startTenban } from './start.ts';

const CREW = 100;
const SMALL = 1_000;
/** An event is a word of the crew: stored, read, answered with buttons, and the answer sent and marked so. */
type Figures = { perSecond: number; cpu: number };

/** What an event costs when the ledger holds a thousand rows of history, and a million. */
export async function ledger(places: Places, quick: boolean): Promise<void> {
  const large = quick ? 100_000 : 1_000_000;
  const events = quick ? 500 : 2_000;
  const rounds = quick ? 1 : 3;
  const crew = crewOf(CREW);
  const line = await openLine();
  for (const store of STORES) {
    const figures: { [rows: string]: Figures[] } = {};
    for (let round = 0; round < rounds; round += 1)
      for (const size of [SMALL, large]) {
        const place = await filled(places, { store, rows: size, line, crew });
        (figures[size] ??= []).push(await measure({ place, line, crew, events }));
        place.remove();
      }
    report(
      `Cost of an event on ${store} as history grows: medians of ${rounds} rounds of ${events} events`,
      rowsOf(figures),
    );
  }
  line.close();
}

function rowsOf(figures: { [rows: string]: Figures[] }): Row[] {
  const middle = (size: string, name: keyof Figures): number =>
    median((figures[size] ?? []).map((each) => each[name]));
  return Object.keys(figures).map((size) => ({
    'rows of history': Number(size),
    'events per second': Math.round(middle(size, 'perSecond')),
    'cost against a thousand rows': (
      middle(`${SMALL}`, 'perSecond') / middle(size, 'perSecond')
    ).toFixed(2),
    'CPU µs each': Math.round(middle(size, 'cpu')),
  }));
}

type Wanted = { store: Store; rows: number; line: Line; crew: readonly Worker[] };

/** Tenban makes the tables, then history goes in. */
async function filled(places: Places, { store, rows, line, crew }: Wanted): Promise<Place> {
  const place = await places.open(store);
  await settle(place.env, crew);
  const server = await startTenban({ ...place.env, ...line.env });
  await server.kill();
  await seed(place, rows);
  return place;
}

type Measuring = { place: Place; line: Line; crew: readonly Worker[]; events: number };

async function measure({ place, line, crew, events }: Measuring): Promise<Figures> {
  const server = await startTenban({ ...place.env, ...line.env });
  const say = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      words(crew[index % crew.length]?.line ?? '', 'help'),
    );
  try {
    await line.answers(500, () => load(server, say(500)));
    const before = server.cpu();
    const seconds = await line.answers(events, () => load(server, say(events)));
    return { perSecond: events / seconds, cpu: ((server.cpu() - before) / events) * 1e6 };
  } finally {
    await server.kill();
  }
}

/** A LINE that takes everything at once and only counts. */
type Line = {
  env: Env;
  /** How many seconds pass until so many answers have come. */
  answers(count: number, act: () => Promise<unknown>): Promise<number>;
  close(): void;
};

async function openLine(): Promise<Line> {
  let onAnswer = (): void => undefined;
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    incoming.on('end', () => {
      outgoing.setHeader('content-type', 'application/json').end('{"sentMessages":[]}');
      if (incoming.url?.startsWith('/v2/bot/message/')) onAnswer();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    env: {
      LINE_CHANNEL_SECRET: CHANNEL_SECRET,
      LINE_CHANNEL_ACCESS_TOKEN: 'bench-access-token',
      LINE_API_URL: `http://127.0.0.1:${portOf(server)}`,
    },
    async answers(count, act) {
      const { promise, resolve } = Promise.withResolvers<void>();
      let left = count;
      onAnswer = () => {
        left -= 1;
        if (left === 0) resolve();
      };
      const started = performance.now();
      await act();
      await promise;
      return (performance.now() - started) / 1_000;
    },
    close: () => void server.close(),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
