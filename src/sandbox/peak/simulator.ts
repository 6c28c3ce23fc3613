import type { Clock } from '../../core/clock.ts';
import { createChance } from '../chance.ts';
import { simulate } from '../web/simulator.ts';
import { brokenAnswer, limitAnswer } from './answers.ts';
import { createBook } from './book.ts';
import { createCatalogue, METHODS } from './catalogue.ts';
import { createDesk } from './desk.ts';
import { createGate, type Keys } from './gate.ts';
import type { PeakSimulator } from './types.ts';

const BASE = '/api/v1';

export type PeakOptions = Keys & {
  clock: Clock;
  /** Keeps no lines of receipts, for very many. */
  small?: boolean;
};

/** What goes wrong with a call by chance: before anything happens, or after it. */
type Luck = 'fine' | '429' | 'before' | 'after';

/** PEAK's Open API in memory, for one business. It listens under `/api/v1`, as PEAK does. */
export function createPeakSimulator({ small = false, ...options }: PeakOptions): PeakSimulator {
  const { clock } = options;
  const gate = createGate(options);
  const catalogue = createCatalogue();
  const book = createBook(catalogue, { small, changed: () => simulated.changed() });
  const desk = createDesk(book, catalogue);
  let delays: { reads?: number; writes?: number } = {};
  let luck: () => Luck = () => 'fine';

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const path = url.pathname.toLowerCase().replace(BASE, '');
    const { headers } = request;
    if (path === '/clienttoken')
      return gate.signature(headers) ?? gate.issue(await request.json().catch(() => null));
    if (request.method === 'GET') return reading(path, url.searchParams, headers);
    return gate.inTurn(async () => writing(path, await request.json().catch(() => null), headers));
  }

  async function reading(path: string, query: URLSearchParams, headers: Headers) {
    await pause(clock, delays.reads);
    return guarded(headers, () => desk.read(path, query));
  }

  async function writing(path: string, body: unknown, headers: Headers) {
    await pause(clock, delays.writes);
    return guarded(headers, () => desk.write(path, body));
  }

  function guarded(headers: Headers, work: () => Response | null): Response {
    const refusal = gate.refusal(headers);
    if (refusal !== null) return refusal;
    const drawn = luck();
    if (drawn === '429') return limitAnswer('concurrency', null);
    if (drawn === 'before') return brokenAnswer();
    const done = work() ?? new Response('not found', { status: 404 });
    return drawn === 'after' ? brokenAnswer() : done;
  }

  const said = { tooMany: () => limitAnswer('concurrency', null), broken: brokenAnswer };
  const simulated = simulate(clock, { answer, said });
  return {
    ...simulated,
    receipts: book.all,
    receiptsOf: (reference) => book.by('reference', reference),
    seedReceipt: book.put,
    voidReceipt: (id) => void book.void(id),
    contacts: () => [...catalogue.contacts.values()],
    products: () => [...catalogue.products.values()],
    seedProduct: catalogue.seedProduct,
    methods: () => METHODS,
    allowDuplicateNames: catalogue.allowDuplicateNames,
    killTokens: gate.killTokens,
    refuseTokensBy: gate.refuseTokensBy,
    tokensIssued: gate.tokensIssued,
    ignoreFilters: desk.ignoreFilters,
    keepReferences: book.keepReferences,
    latency: (ms) => void (delays = ms),
    refuseItems: book.refuseItems,
    unreliable: (share, seed = 1) => void (luck = createLuck(share, seed)),
    mostPosts: gate.mostPosts,
  };
}

async function pause(clock: Clock, ms = 0): Promise<void> {
  if (ms > 0) await clock.sleep(ms);
}

function createLuck(share: number, seed: number): () => Luck {
  const chance = createChance(seed);
  return () => {
    if (chance() >= share) return 'fine';
    const drawn = chance();
    if (drawn < 0.3) return '429';
    return drawn < 0.65 ? 'before' : 'after';
  };
}
