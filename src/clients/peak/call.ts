import type { AxiosAdapter } from 'axios';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { UpstreamError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { createHttp, type Http, type HttpOptions } from '../../lib/http.ts';
import { createSession } from '../../lib/session.ts';
import { judgePeakAnswer, openEnvelope, unreadable } from './envelope.ts';
import { explainPeakError } from './errors.ts';
import { guesses } from './guesses.ts';
import { timeSignature, timeStamp } from './sign.ts';

export type PeakOptions = {
  /** Ends in `/api/v1`. */
  baseURL: string;
  /** Made by the merchant in PEAK: one token is one business. */
  userToken: string;
  /** The integrator's own, asked for with every new client token; empty texts when there are none. */
  app(): Promise<{ connectId: string; connectKey: string }>;
  clock: Clock;
  log: Log;
  observe: HttpOptions['observe'];
  adapter?: AxiosAdapter;
  /** Milliseconds; the guess table's unless set. */
  timeouts?: { read: number; write: number };
  /** How late an effect may show after its answer was lost, milliseconds; the guess table's unless set. */
  settle?: number | undefined;
};

type Query = Record<string, string | number>;
export type Calling = {
  get(name: string, path: string, query?: Query): Promise<unknown>;
  post(name: string, path: string, body: unknown): Promise<unknown>;
};

type Ticket = { token: string; connectId: string };

/**
 * Calls with a client token that is fetched once for all and renewed once when PEAK refuses it, which it does before
 * anything happens. POSTs of the business run five at a time, reads beside them.
 */
export function createCalling(options: PeakOptions): Calling {
  const gets = httpOf(options, guesses.gets.value);
  const posts = httpOf(options, guesses.posts.value);
  const session = createSession<Ticket>({
    clock: options.clock,
    life: guesses.tokenLife.value,
    fetch: () => newTicket(posts, options),
  });

  async function withTicket(call: (ticket: Ticket) => Promise<unknown>): Promise<unknown> {
    const ticket = await session.current();
    try {
      return await call(ticket);
    } catch (error) {
      if (!isAccessRefused(error)) throw error;
      return call(await session.renew(ticket)).catch((again: unknown) => {
        throw isAccessRefused(again) ? refusedForGood(again) : again;
      });
    }
  }

  const headersWith = (ticket: Ticket) => () => ({
    ...signed(options.clock, ticket.connectId),
    'Client-Token': ticket.token,
    'User-Token': options.userToken,
  });
  const timeouts = timeoutsOf(options);
  return {
    get: (name, path, query = {}) =>
      withTicket((ticket) => {
        const headers = headersWith(ticket);
        return gets({ name, method: 'GET', path, query, headers, timeout: timeouts.read });
      }),
    post: (name, path, body) =>
      withTicket((ticket) => {
        const headers = headersWith(ticket);
        return posts({ name, method: 'POST', path, body, headers, timeout: timeouts.write });
      }),
  };
}

function timeoutsOf({ timeouts }: PeakOptions): { read: number; write: number } {
  return timeouts ?? { read: guesses.readTimeout.value, write: guesses.writeTimeout.value };
}

function httpOf(options: PeakOptions, concurrency: number): Http {
  return createHttp({
    system: 'peak',
    baseURL: options.baseURL,
    headers: { 'Content-Type': 'application/json' },
    timeout: timeoutsOf(options).read,
    concurrency,
    adapter: options.adapter,
    log: options.log,
    observe: options.observe,
    explain: explainPeakError,
    judge: (body, { method, writes }) => judgePeakAnswer(body, writes ?? method !== 'GET'),
  });
}

const ClientToken = z.object({ token: z.string().min(1) });

/** PEAK API reference, POST clienttoken. It changes nothing, so a lost answer is asked for again. */
async function newTicket(http: Http, options: PeakOptions): Promise<Ticket> {
  const { connectId, connectKey } = await options.app();
  if (connectId === '' || connectKey === '')
    throw new UpstreamError('peak', { effect: 'refused', code: 'no-app', status: 401 });
  const body = await http({
    name: 'clienttoken',
    method: 'POST',
    path: '/clienttoken',
    writes: false,
    headers: () => ({ ...signed(options.clock, connectId), 'User-Token': options.userToken }),
    body: { PeakClientToken: { connectId, password: connectKey } },
  }).catch((error: unknown) => {
    const refused = error instanceof UpstreamError && error.effect === 'refused';
    throw refused ? refusedForGood(error) : error;
  });
  const wrapper = z.looseObject({}).safeParse(body).data?.['PeakClientToken'];
  const read = ClientToken.safeParse(wrapper);
  if (openEnvelope(body, { wrapper: 'PeakClientToken', list: '' }) === null || !read.success)
    throw unreadable('none', read.error);
  return { token: read.data.token, connectId };
}

function signed(clock: Clock, connectId: string): Record<string, string> {
  const stamp = timeStamp(clock.now());
  return { 'Time-Stamp': stamp, 'Time-Signature': timeSignature(stamp, connectId) };
}

function isAccessRefused(error: unknown): error is UpstreamError {
  return error instanceof UpstreamError && (error.code === 'token' || error.code === 'signature');
}

/**
 * A token seconds old, or the credentials for one, not accepted: as good as a 401, whatever the status said. With a fresh
 * client token the user token is to be suspected.
 */
function refusedForGood(error: UpstreamError): UpstreamError {
  const { effect, code, words } = error;
  return new UpstreamError('peak', { effect, code, words, status: 401, cause: error });
}
