import type { Clock } from '../../core/clock.ts';
import { dispute, refund } from './acts.ts';
import { type Book, createBook, type OpnKeys } from './book.ts';
import { answerWith, createFaults, type Faults, type Said } from '../web/faults.ts';
import { type Fetch, serve } from '../web/serve.ts';
import { errorBody, refusals } from './refusals.ts';
import { createRoutes } from './routes.ts';
import type { Seed } from './seed.ts';
import { chargeView, refundView, type SimCharge, type SimRefund } from './view.ts';

/** Opn Payments in memory, for tests and for trying Tenban without an account. */
export type OpnSimulator = {
  fetch: Fetch;
  /** Serves it on a port of this machine, 0 for any free one. */
  listen(port: number): Promise<{ url: string; close(): Promise<void> }>;
  /** Adds a charge as if a buyer had paid; returns it as the API would. */
  seed(account: string, charge: Seed): SimCharge;
  /** Newest first. */
  charges(account: string): SimCharge[];
  /** Oldest first. */
  refundsOf(charge: string): SimRefund[];
  /** As somebody doing it in the dashboard. Throws when the API would refuse it. */
  refundInDashboard(charge: string, amount: number): SimRefund;
  /** As a bank doing it. */
  dispute(charge: string): SimCharge;
  /** As somebody revoking a key in the dashboard, or taking that back. */
  revokeKey(key: string): void;
  restoreKey(key: string): void;
  faults: Faults;
  /** Calls the listener after every change, until the returned function is called. */
  onChange(listener: () => void): () => void;
  /** What was asked, oldest first. `at` is epoch milliseconds. */
  requests: { method: string; path: string; at: number }[];
};

const said: Said = {
  tooMany: (headers) => refuse(refusals.tooManyRequests, headers),
  broken: () => refuse(refusals.broken),
};

function refuse(
  problem: { status: number; code: string; message: string },
  headers: Record<string, string> = {},
): Response {
  return Response.json(errorBody(problem), { status: problem.status, headers });
}

/** Requests kept for looking at. */
const KEPT = 1000;

/** An empty simulator for these accounts. */
export function createOpnSimulator({ clock, keys }: { clock: Clock; keys: OpnKeys }): OpnSimulator {
  const listeners = new Set<() => void>();
  const faults = createFaults();
  const requests: OpnSimulator['requests'] = [];
  const book = createBook({ clock, keys, changed });
  const routes = createRoutes({ book, changed });

  function changed(): void {
    for (const listener of listeners) listener();
  }

  async function fetch(request: Request, env?: unknown): Promise<Response> {
    const { method } = request;
    const path = new URL(request.url).pathname;
    requests.push({ method, path, at: clock.now().epochMilliseconds });
    if (requests.length > KEPT) requests.shift();
    const fault = faults.take(method, path);
    const answer = async (): Promise<Response> => routes.fetch(request);
    return fault === null ? answer() : answerWith(fault, { answer, env, clock, said });
  }

  return {
    fetch,
    listen: (port) => serve(fetch, port),
    ...handsOn(book, changed),
    revokeKey: (key) => void book.revoked.add(key),
    restoreKey: (key) => void book.revoked.delete(key),
    faults: { set: faults.set, current: faults.current },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    requests,
  };
}

/** What buyers, banks and people at the dashboard do, and a look at the result. */
function handsOn(
  book: Book,
  changed: () => void,
): Pick<OpnSimulator, 'seed' | 'charges' | 'refundsOf' | 'refundInDashboard' | 'dispute'> {
  return {
    seed: (account, charge) => chargeView(book.seed(account, charge), book.now()),
    charges(account) {
      const now = book.now();
      const rows = book.entriesOf(account).map((entry) => chargeView(entry, now));
      return rows.toReversed();
    },
    refundsOf(charge) {
      const entry = book.entry(charge);
      return entry.refunds.map((each) => refundView(each, entry));
    },
    refundInDashboard(charge, amount) {
      const entry = book.entry(charge);
      const made = refund(entry, { amount }, book.moment(entry.account));
      changed();
      return refundView(made, entry);
    },
    dispute(charge) {
      const entry = book.entry(charge);
      dispute(entry, book.moment(entry.account));
      changed();
      return chargeView(entry, book.now());
    },
  };
}
