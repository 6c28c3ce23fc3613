import { AxiosError, type AxiosInstance, create } from 'axios';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { bulkhead, ExponentialBackoff, handleWhen, type IPolicy, retry, wrap } from 'cockatiel';
import { type Effect, UpstreamError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

/** One call. `name` is the route for logs and metrics: constant, without ids. */
export type Call = {
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number>;
  body?: unknown;
  /** Milliseconds; the factory's time-out unless set. */
  timeout?: number;
};

export type HttpOptions = {
  system: string;
  baseURL: string;
  headers: Record<string, string>;
  timeout: number;
  /** Calls in flight at once; more wait their turn. */
  concurrency: number;
  log: Log;
  observe(call: { system: string; name: string; outcome: string; seconds: number }): void;
  /** The remote system's own code and words in an error body, when it is one. */
  explain(status: number, body: unknown): { code: string; words?: string } | null;
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
    const policy: IPolicy = call.method === 'GET' ? read : turn;
    return policy.execute(() => send(instance, options, call));
  };
}

async function send(instance: AxiosInstance, options: HttpOptions, call: Call): Promise<unknown> {
  const started = performance.now();
  const { system, log } = options;
  const finish = (outcome: string): void => {
    const seconds = (performance.now() - started) / 1000;
    options.observe({ system, name: call.name, outcome, seconds });
    log.debug({ system, call: call.name, outcome, ms: Math.round(seconds * 1000) }, 'remote call');
  };
  try {
    const answer = await instance.request({
      method: call.method,
      url: call.path,
      ...(call.query && { params: call.query }),
      ...(call.body !== undefined && { data: call.body }),
      ...(call.timeout && {
        timeout: call.timeout,
        signal: AbortSignal.timeout(call.timeout + 1000),
      }),
    });
    finish('ok');
    return answer.data;
  } catch (error) {
    const problem = toUpstreamError(options, call, error);
    finish(problem.code);
    throw problem;
  }
}

function toUpstreamError(
  { system, explain }: HttpOptions,
  call: Call,
  error: unknown,
): UpstreamError {
  if (!(error instanceof AxiosError)) throw error;
  const write = call.method !== 'GET';
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
  const explained = explain(response.status, response.data);
  return new UpstreamError(system, {
    effect: effectOf(response.status, write),
    code: explained?.code ?? `http_${response.status}`,
    words: explained?.words,
    status: response.status,
    retryAfter: secondsToWait(response.headers['retry-after']),
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
