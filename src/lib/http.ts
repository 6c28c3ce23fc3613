import { type AxiosAdapter, AxiosError, type AxiosInstance, create } from 'axios';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { bulkhead, ExponentialBackoff, handleWhen, type IPolicy, retry, wrap } from 'cockatiel';
import { type Effect, UpstreamError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { ObservedCall } from '../core/observed.ts';
import type { Pace } from './pace.ts';

/** One call. `name` is the route for logs and metrics: constant, without ids. */
export type Call = {
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /**
   * Whether it changes something: every method but GET does, unless set. A write is never repeated, and a lost answer
   * leaves its effect unknown.
   */
  writes?: boolean;
  query?: Record<string, string | number>;
  body?: unknown;
  /** A function is asked when the call's turn has come: for what must not be old when it is sent. */
  headers?: Record<string, string> | (() => Record<string, string>);
  /** Milliseconds; the factory's time-out unless set. */
  timeout?: number;
};

/** `effect` where the body knows better than the status; `retryAfter` in milliseconds where it stands in the body. */
type Explained = { code: string; words?: string; effect?: Effect; retryAfter?: number } | null;

/** What a body that came with a good status says in truth; a status of its own where it means one. */
export type Refusal = {
  effect: Effect;
  code: string;
  words?: string;
  status?: number;
  /** Milliseconds. */
  retryAfter?: number;
};

export type HttpOptions = {
  system: string;
  baseURL: string;
  headers: Record<string, string>;
  timeout: number;
  /** Calls in flight at once; more wait their turn. */
  concurrency: number;
  log: Log;
  observe(call: ObservedCall): void;
  /** Waits for the caller's turn, where the remote system allows only so many calls in a time. */
  pace?: Pace | ((call: Call) => Promise<void>);
  /** Bodies as text, for what is not JSON; JSON is parsed unless set. */
  text?: true;
  /** Carries the requests in place of the network. */
  adapter?: AxiosAdapter | undefined;
  /** The remote system's own code and words in an error body, when it is one. */
  explain(status: number, body: unknown): Explained | Promise<Explained>;
  /** What a body that came with a good status says in truth: the failure, or null when it is none. */
  judge?(body: unknown, call: Call): Refusal | null;
};

export type Http = (call: Call) => Promise<unknown>;

const QUEUE = 1000;
const READ_RETRIES = 2;
/** Failures before the request left this machine. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_INVALID_URL',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * A client for one connection of one remote system: kept-alive sockets, a time-out, a cap on calls in flight, reads
 * retried, errors as UpstreamError without the request's headers. A write is never repeated here: only its operation
 * knows whether it may be.
 */
export function createHttp(options: HttpOptions): Http {
  const instance = create({
    baseURL: options.baseURL,
    timeout: options.timeout,
    headers: options.headers,
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true, minVersion: 'TLSv1.2' }),
    proxy: false,
    maxRedirects: 0,
    maxContentLength: 20_000_000,
    ...(options.text && { responseType: 'text', transformResponse: (body: unknown) => body }),
    ...(options.adapter && { adapter: options.adapter }),
  });
  const turn = bulkhead(options.concurrency, QUEUE);
  const again = retry(
    handleWhen(
      (error) => error instanceof UpstreamError && error.effect === 'none' && error.status !== 429,
    ),
    {
      maxAttempts: READ_RETRIES,
      backoff: new ExponentialBackoff({ initialDelay: 100, maxDelay: 1000 }),
    },
  );
  const read: IPolicy = wrap(again, turn);
  return (call) => {
    const policy: IPolicy = isWrite(call) ? turn : read;
    return policy.execute(() => send(instance, options, call));
  };
}

async function send(instance: AxiosInstance, options: HttpOptions, call: Call): Promise<unknown> {
  const { system, log } = options;
  await options.pace?.(call);
  const headers = typeof call.headers === 'function' ? call.headers() : call.headers;
  const started = performance.now();
  const finish = (outcome: string, why: Pick<ObservedCall, 'effect' | 'status'> = {}): void => {
    const seconds = (performance.now() - started) / 1000;
    options.observe({ system, name: call.name, outcome, seconds, ...why });
    log.debug({ system, call: call.name, outcome, ms: Math.round(seconds * 1000) }, 'remote call');
  };
  try {
    const answer = await instance.request({
      method: call.method,
      url: call.path,
      ...(call.query && { params: call.query }),
      ...(call.body !== undefined && { data: call.body }),
      ...(headers && { headers }),
      ...(call.timeout && {
        timeout: call.timeout,
        signal: AbortSignal.timeout(call.timeout + 1000),
      }),
    });
    const refusal = options.judge?.(answer.data, call) ?? null;
    if (refusal !== null) throw new UpstreamError(system, refusal);
    finish('ok');
    return answer.data;
  } catch (error) {
    const problem =
      error instanceof UpstreamError ? error : await toUpstreamError(options, call, error);
    finish(problem.code, { effect: problem.effect, status: problem.status });
    throw problem;
  }
}

function isWrite({ method, writes }: Call): boolean {
  return writes ?? method !== 'GET';
}

async function toUpstreamError(
  { system, explain }: HttpOptions,
  call: Call,
  error: unknown,
): Promise<UpstreamError> {
  if (!(error instanceof AxiosError)) throw error;
  const write = isWrite(call);
  // The axios error holds the request with its Authorization header: only its message goes on.
  const cause = new Error(`${call.name}: ${error.message}`);
  const { response } = error;
  if (response === undefined) {
    const code = error.code ?? 'network';
    const effect: Effect = !write || NEVER_SENT.has(code) ? 'none' : 'unknown';
    return new UpstreamError(system, {
      effect,
      code: isTimeout(code) ? 'timeout' : 'network',
      cause,
    });
  }
  const explained = await explain(response.status, response.data);
  return new UpstreamError(system, {
    effect: explained?.effect ?? effectOf(response.status, write),
    code: explained?.code ?? `http_${response.status}`,
    words: explained?.words,
    status: response.status,
    retryAfter: secondsToWait(response.headers['retry-after']) ?? explained?.retryAfter,
    cause,
  });
}

function isTimeout(code: string): boolean {
  return code === 'ECONNABORTED' || code === 'ETIMEDOUT' || code === 'ERR_CANCELED';
}

function effectOf(status: number, write: boolean): Effect {
  if (status === 429) return 'none';
  if (status >= 400 && status < 500 && status !== 408) return 'refused';
  return write ? 'unknown' : 'none';
}

function secondsToWait(header: unknown): number | undefined {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0
    ? seconds * 1000
    : undefined;
}
