import type { AxiosAdapter } from 'axios';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { UpstreamError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { createHttp, type Http, type HttpOptions } from '../../lib/http.ts';
import { createSession, type Session } from '../../lib/session.ts';
import { explainPage365Error, judgePage365Answer } from './errors.ts';
import { findBill } from './find-bill.ts';
import { guesses } from './guesses.ts';
import { isSignedByPage365, Page365Event } from './webhook.ts';
import { BANK_ACCOUNTS, ORDER, ORDERS, TOKEN } from './queries.ts';
import {
  Accounts,
  Answer,
  type BankAccount,
  type Bill,
  type BillPage,
  type Days,
  Order,
  Orders,
  Token,
} from './schema.ts';

/**
 * Page365's partner API for one shop. It only reads. Everything throws UpstreamError: `token` for credentials that are not
 * accepted, `no-app` when the integrator's are missing, `graphql` for anything else it says no to. Null is only ever
 * Page365's own word that there is no such bill.
 */
export type Page365 = {
  /** Bills as Page365 windows them: by created date. Its bounds are not documented, so ask wider and look at `createdAt`. */
  bills(days: Days, after: string | null): Promise<BillPage>;
  bill(id: string): Promise<Bill | null>;
  /** By the number people know. There is no such query: the bills created in these days are read until it is found. */
  billByNumber(number: number, days: Days): Promise<Bill | null>;
  /** Where the shop's buyers pay to. */
  bankAccounts(): Promise<BankAccount[]>;
  /**
   * What a webhook says about this shop, by its body and `X-Hub-Signature`; null when it is about another one, or not from
   * Page365. One address takes those of every shop. A SyntaxError for what is no JSON.
   */
  hear(body: Uint8Array, signature: string): Promise<Heard | null>;
  /** Whether the credentials are accepted. */
  ping(): Promise<void>;
  /** Days by which a window should be asked wider on each side. */
  widen: number;
};

/** `bill` is the id of the bill it is about, null for anything else. */
export type Heard = { bill: string | null };

export type Page365Options = {
  /** The whole GraphQL address. */
  baseURL: string;
  /** The shop's own token (MERCHANT_TOKEN). */
  merchantToken: string;
  /** The integrator's SECRET_KEY, asked for with every new token; empty when there is none. */
  secretKey(): Promise<string>;
  clock: Clock;
  log: Log;
  observe: HttpOptions['observe'];
  adapter?: AxiosAdapter;
  /** Milliseconds; the guess table's unless set. */
  timeout?: number;
};

/** A client for one shop. Page365 API reference, https://softbaked.github.io/api */
export function createPage365(options: Page365Options): Page365 {
  const ask = createAsk(options);

  async function orders(days: Days, page: { first: number; after: string | null }) {
    const variables = { since: days.from, until: days.to, ...page };
    const { orders } = await ask(Orders, { name: 'orders', query: ORDERS, variables });
    return orders;
  }

  async function bills(days: Days, after: string | null): Promise<BillPage> {
    const { nodes, pageInfo } = await orders(days, { first: guesses.page.value, after });
    const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? '') : null;
    // A cursor that does not move on would be followed for ever, and an empty one leads back to the start.
    if (next === '' || (next !== null && next === after)) throw stuck();
    return {
      bills: nodes.flatMap((node) => ('unreadable' in node ? [] : [node])),
      unreadable: nodes.flatMap((node) => ('unreadable' in node ? [node.unreadable] : [])),
      next,
    };
  }

  async function bankAccounts(): Promise<BankAccount[]> {
    const request = { name: 'bankAccounts', query: BANK_ACCOUNTS, variables: {} };
    return (await ask(Accounts, request)).bankAccounts;
  }

  return {
    bills,
    async bill(id) {
      if (!/^\d{1,15}$/.test(id)) return null;
      const request = { name: 'order', query: ORDER, variables: { id: Number(id) } };
      return (await ask(Order, request)).order;
    },
    billByNumber: (number, days) =>
      findBill(number, days, {
        page: bills,
        async first(day) {
          const [node] = (await orders(day, { first: 1, after: null })).nodes;
          return node === undefined || 'unreadable' in node ? null : node;
        },
      }),
    bankAccounts,
    async hear(body, signature) {
      const said = Page365Event.safeParse(JSON.parse(new TextDecoder().decode(body))).data;
      if (said?.merchantToken !== options.merchantToken) return null;
      const secretKey = await options.secretKey();
      return isSignedByPage365(body, { signature, secretKey }) ? { bill: said.bill } : null;
    },
    async ping() {
      await bankAccounts();
    },
    widen: guesses.widen.value,
  };
}

function stuck(): UpstreamError {
  return new UpstreamError('page365', { effect: 'none', code: 'cursor-stuck' });
}

type Request = { name: string; query: string; variables: Record<string, unknown> };
type Asking = <Domain>(schema: z.ZodType<Domain>, request: Request) => Promise<Domain>;
type Credentials = { token: string };

/** Asks with a token, and once more with a new one when it is not accepted. */
function createAsk(options: Page365Options): Asking {
  const http = createHttp({
    system: 'page365',
    baseURL: options.baseURL,
    headers: { 'Content-Type': 'application/json' },
    timeout: options.timeout ?? guesses.timeout.value,
    concurrency: guesses.concurrency.value,
    adapter: options.adapter,
    log: options.log,
    observe: options.observe,
    explain: (_status, body) => explainPage365Error(body),
    judge: judgePage365Answer,
  });
  const session: Session<Credentials> = createSession({
    clock: options.clock,
    life: guesses.tokenLife.value,
    fetch: () => newToken(http, options),
  });
  return async (schema, { variables, ...request }) => {
    const withToken = ({ token }: Credentials) =>
      send(http, schema, { ...request, variables: { ...variables, token } });
    const credentials = await session.current();
    try {
      return await withToken(credentials);
    } catch (error) {
      if (!isTokenRefused(error)) throw error;
      return withToken(await session.renew(credentials)).catch(refuseForGood);
    }
  };
}

async function newToken(http: Http, options: Page365Options): Promise<Credentials> {
  const secretKey = await options.secretKey();
  if (secretKey === '')
    throw new UpstreamError('page365', { effect: 'refused', code: 'no-app', status: 401 });
  const variables = { secretKey, merchantToken: options.merchantToken };
  const request = { name: 'generateToken', query: TOKEN, variables };
  const { generateToken: token } = await send(http, Token, request).catch(refuseForGood);
  return { token };
}

/** Everything is a POST that reads. The name is for logs only. */
async function send<Domain>(
  http: Http,
  schema: z.ZodType<Domain>,
  { name, query, variables }: Request,
): Promise<Domain> {
  const body = await http({
    name,
    method: 'POST',
    path: '',
    writes: false,
    body: { query, variables },
  });
  const read = schema.safeParse(Answer.safeParse(body).data?.data);
  if (read.success) return read.data;
  const cause = read.error;
  throw new UpstreamError('page365', { effect: 'none', code: 'unreadable_answer', cause });
}

function isTokenRefused(error: unknown): error is UpstreamError {
  return error instanceof UpstreamError && error.code === 'token';
}

/** A fresh token, or the credentials for one, not accepted: as good as a 401, whatever the status said. */
function refuseForGood(error: unknown): never {
  if (!isTokenRefused(error)) throw error;
  const { effect, code, words } = error;
  throw new UpstreamError('page365', { effect, code, words, status: 401, cause: error });
}
