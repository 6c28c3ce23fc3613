import type { z } from 'zod';
import { UpstreamError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { type Call, createHttp, type Http, type HttpOptions } from '../../lib/http.ts';
import { refundSupport } from './charge.ts';
import { explainOpnError } from './errors.ts';
import { guesses, type RefundSupport } from './guesses.ts';
import { Account, Charge, ChargeId, ChargePage, Refund, RefundPage } from './schema.ts';

const API_VERSION = '2019-05-29';
/** The most rows a page may have. https://docs.omise.co/api-pagination */
const PAGE = 100;

/**
 * Opn Payments for one merchant. Everything throws UpstreamError; a write whose answer was lost or unreadable has the
 * effect `unknown`, and nothing here sends it again: Opn has no idempotency key for these calls.
 */
export type Opn = {
  /** Null when Opn says there is no such charge, also when it is another merchant's. */
  charge(id: string): Promise<Charge | null>;
  /** Newest first, at most 100. */
  recentCharges(limit: number): Promise<Charge[]>;
  /** All refunds of a charge, oldest first. */
  refunds(charge: string): Promise<Refund[]>;
  /** All refunds of the account from one instant to another, epoch ms, oldest first; `to` is not part of it. */
  refundsBetween(from: number, to: number): Promise<Refund[]>;
  /** `amount` is in the smallest unit. Metadata is how a lost answer is found again. */
  refund(
    charge: string,
    wanted: { amount: number; metadata: Record<string, string> },
  ): Promise<Refund>;
  /** Without an amount everything that was authorised. The rest of a partial capture is released at once. */
  capture(charge: string, amount?: number): Promise<Charge>;
  /** Releases an authorisation that was not captured. */
  reverse(charge: string): Promise<Charge>;
  account(): Promise<Account>;
  /** Asks something cheap, to see whether the key still opens the account. */
  ping(): Promise<unknown>;
  /** How long after a lost answer its effect may still appear, milliseconds. */
  settle: number;
  /** What is known about refunds of a payment method, before looking at a charge. */
  refundSupport(type: string): RefundSupport;
};

export type OpnOptions = {
  /** The API's origin, such as `https://api.omise.co`. */
  baseURL: string;
  /** Decides the account and the mode: `skey_test_…` sees test charges only. */
  secretKey: string;
  log: Log;
  observe: HttpOptions['observe'];
  /** Milliseconds; the guess table's unless set. */
  timeouts?: { read: number; write: number };
  /** How late an effect may show after its answer was lost, milliseconds; the guess table's unless set. */
  settle?: number | undefined;
};

/** A client for one account. https://docs.omise.co/api-authentication */
export function createOpn(options: OpnOptions): Opn {
  const calls = createCalls(options);
  return {
    ...readsOf(calls),
    ...writesOf(calls),
    settle: options.settle ?? guesses.settle.value,
    refundSupport,
  };
}

type Request = Omit<Call, 'method' | 'timeout'>;
type Calls = {
  get<Domain>(schema: z.ZodType<Domain>, request: Request): Promise<Domain>;
  post<Domain>(schema: z.ZodType<Domain>, request: Request): Promise<Domain>;
};

function createCalls(options: OpnOptions): Calls {
  const { readTimeout, writeTimeout, concurrency } = guesses;
  const { read, write } = options.timeouts ?? {
    read: readTimeout.value,
    write: writeTimeout.value,
  };
  const http = createHttp({
    system: 'opn',
    baseURL: options.baseURL,
    headers: {
      Authorization: `Basic ${Buffer.from(`${options.secretKey}:`).toString('base64')}`,
      'Omise-Version': API_VERSION,
    },
    timeout: read,
    concurrency: concurrency.value,
    log: options.log,
    observe: options.observe,
    explain: explainOpnError,
  });
  return {
    get: (schema, request) => ask(http, schema, { ...request, method: 'GET', timeout: read }),
    post: (schema, request) => ask(http, schema, { ...request, method: 'POST', timeout: write }),
  };
}

function readsOf(calls: Calls): Omit<Opn, keyof Writes | 'settle' | 'refundSupport'> {
  const { get } = calls;
  return {
    async charge(id) {
      try {
        return await get(Charge, { name: 'charge', path: chargePath(id) });
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },

    async recentCharges(limit) {
      const query = { limit: Math.min(limit, PAGE), order: 'reverse_chronological' };
      return get(ChargePage, { name: 'charges', path: '/charges', query });
    },

    refunds: (charge) => allRefunds(calls, { path: chargePath(charge, '/refunds') }),

    async refundsBetween(from, to) {
      const query = { from: isoOf(from), to: isoOf(to) };
      const refunds = await allRefunds(calls, { path: '/refunds', query });
      return refunds.filter(({ createdAt }) => {
        const at = Temporal.Instant.from(createdAt).epochMilliseconds;
        return at >= from && at < to;
      });
    },

    async account() {
      return get(Account, { name: 'account', path: '/account' });
    },

    async ping() {
      return get(Account, { name: 'ping', path: '/account' });
    },
  };
}

/** Every page, oldest first, so that one made meanwhile comes last. https://docs.omise.co/api-pagination */
async function allRefunds(
  { get }: Calls,
  { path, query = {} }: { path: string; query?: Record<string, string> },
): Promise<Refund[]> {
  const all: Refund[] = [];
  for (;;) {
    const page = await get(RefundPage, {
      name: 'refunds',
      path,
      query: { ...query, limit: PAGE, offset: all.length, order: 'chronological' },
    });
    all.push(...page.items);
    if (page.items.length === 0 || all.length >= page.count) return all;
  }
}

function isoOf(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}

type Writes = Pick<Opn, 'refund' | 'capture' | 'reverse'>;

function writesOf({ post }: Calls): Writes {
  return {
    async refund(charge, { amount, metadata }) {
      const path = chargePath(charge, '/refunds');
      return post(Refund, { name: 'refund', path, body: { amount, metadata } });
    },

    async capture(charge, amount) {
      const path = chargePath(charge, '/capture');
      const body = amount === undefined ? {} : { capture_amount: amount };
      return post(Charge, { name: 'capture', path, body });
    },

    async reverse(charge) {
      return post(Charge, { name: 'reverse', path: chargePath(charge, '/reverse') });
    },
  };
}

function chargePath(id: string, rest = ''): string {
  return `/charges/${encodeURIComponent(ChargeId.parse(id))}${rest}`;
}

function isNotFound(error: unknown): boolean {
  return error instanceof UpstreamError && error.status === 404 && error.code === 'not_found';
}

/** One call, its answer parsed. A success that cannot be read says nothing about what a write did. */
async function ask<Domain>(http: Http, schema: z.ZodType<Domain>, call: Call): Promise<Domain> {
  const answer = schema.safeParse(await http(call));
  if (answer.success) return answer.data;
  throw new UpstreamError('opn', {
    effect: call.method === 'GET' ? 'none' : 'unknown',
    code: 'unreadable_answer',
    cause: answer.error,
  });
}
