import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Clock } from '../../core/clock.ts';

/**
 * What goes wrong, for which requests, and how often. `path` is a route such as `/charges/:id/refunds`; without `match`
 * every request is meant, without `times` until it is cleared.
 */
export type Fault = Problem & { times?: number; match?: { method?: string; path?: string } };

type Problem =
  /** The effect happens, then the connection breaks. */
  | { kind: 'drop-answer' }
  /** The connection breaks and nothing happens. */
  | { kind: 'drop-request' }
  /** No answer for `ms`, then the connection breaks; `effect` says whether it happened, at once. */
  | { kind: 'hang'; ms: number; effect: boolean }
  /** After `ms` everything happens as usual. */
  | { kind: 'slow'; ms: number }
  /** Too many requests; `retryAfter` in seconds. */
  | { kind: '429'; retryAfter?: number }
  | { kind: '500'; effect?: boolean }
  /** A proxy's page instead of an answer. */
  | { kind: '503' };

/** What a system says when it is asked too often, and when it fails. */
export type Said = { tooMany(headers: Record<string, string>): Response; broken(): Response };

export type Faults = {
  set(fault: Fault | null): void;
  current(): Fault | null;
};

/** Holds the fault in force. `take` gives it to a request it is meant for, and counts. */
export function createFaults(): Faults & { take(method: string, path: string): Fault | null } {
  let fault: Fault | null = null;
  let left = 0;
  return {
    set(next) {
      fault = next;
      left = next?.times ?? Number.POSITIVE_INFINITY;
    },
    current: () => fault,
    take(method, path) {
      if (fault === null || !isMeant(fault, method, path)) return null;
      const taken = fault;
      left -= 1;
      if (left <= 0) fault = null;
      return taken;
    },
  };
}

function isMeant({ match }: Fault, method: string, path: string): boolean {
  if (match?.method !== undefined && match.method !== method) return false;
  if (match?.path === undefined) return true;
  const wanted = match.path.split('/');
  const given = path.split('/');
  const same = wanted.every((part, index) => part.startsWith(':') || part === given[index]);
  return same && wanted.length === given.length;
}

/** Answers a request as the fault says. `answer` does what was asked; `env` is where the connection is found. */
export async function answerWith(
  fault: Fault,
  request: { answer(): Promise<Response>; env: unknown; clock: Clock; said: Said },
): Promise<Response> {
  switch (fault.kind) {
    case 'drop-request':
      return hangUp(request.env);
    case 'drop-answer':
      await request.answer();
      return hangUp(request.env);
    case 'hang':
      if (fault.effect) await request.answer();
      await request.clock.sleep(fault.ms);
      return hangUp(request.env);
    case 'slow':
      await request.clock.sleep(fault.ms);
      return request.answer();
    case '429':
      return request.said.tooMany(retryAfter(fault.retryAfter));
    case '500':
      if (fault.effect) await request.answer();
      return request.said.broken();
    case '503':
    default:
      return page();
  }
}

/** Breaks the connection. Without one (a request that came by a plain call) it fails as fetch would. */
function hangUp(env: unknown): Response {
  if (!hasConnection(env)) throw new TypeError('the simulator broke the connection');
  env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function hasConnection(env: unknown): env is HttpBindings {
  return typeof env === 'object' && env !== null && 'incoming' in env;
}

function retryAfter(seconds: number | undefined): Record<string, string> {
  return seconds === undefined ? {} : { 'retry-after': String(seconds) };
}

function page(): Response {
  const html = '<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>';
  return new Response(html, { status: 503, headers: { 'content-type': 'text/html' } });
}
