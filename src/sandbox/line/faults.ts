import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import type { Clock } from '../../core/clock.ts';
import { createFlaw } from '../chance.ts';
import { refuse, RATE_LIMITED } from './answers.ts';
import type { LineFault } from './types.ts';

/** Bindings are missing when the app is called without a socket. */
export type Env = { Bindings: Partial<HttpBindings>; Variables: { requestId: string } };

export type Faults = {
  set(fault: LineFault | null): void;
  current(): LineFault | null;
  middleware: MiddlewareHandler<Env>;
};

/** One fault at a time, in front of every route. */
export function createFaults(clock: Clock): Faults {
  let fault: LineFault | null = null;
  let flaw: ReturnType<typeof createFlaw> = () => null;

  function take(path: string): LineFault | null {
    if (fault === null || !path.includes(fault.path ?? '')) return null;
    if (fault.kind === 'flaky') return withKind(fault, flaw());
    const taken = fault;
    const times = (fault.times ?? Infinity) - 1;
    fault = times > 0 ? { ...fault, times } : null;
    return taken;
  }

  return {
    set(next) {
      fault = next;
      flaw = createFlaw(next?.share ?? 0, next?.seed ?? 1);
    },
    current: () => fault,
    middleware: async (context, next) => {
      const taken = take(context.req.path);
      switch (taken?.kind) {
        case 'drop-request':
          return hangUp(context.env);
        case 'hang':
          return new Promise(() => {});
        case '429':
          return refuse(context, 429, { message: RATE_LIMITED });
        case '500':
          return refuse(context, 500, { message: 'Internal server error' });
        case 'slow':
          await clock.sleep(taken.ms ?? 1000);
          return next();
        case 'drop-answer':
          await next();
          context.res = await hangUp(context.env);
          return;
        case 'flaky':
        case undefined:
          return next();
      }
    },
  };
}

function withKind(fault: LineFault, kind: '429' | '500' | null): LineFault | null {
  return kind === null ? null : { ...fault, kind };
}

/** Breaks the connection; without one, the answer never comes. */
function hangUp(env: Partial<HttpBindings> | undefined): Promise<Response> {
  if (env?.outgoing === undefined) return new Promise(() => {});
  env.outgoing.destroy();
  return Promise.resolve(RESPONSE_ALREADY_SENT);
}

/** Whether the connection was broken instead of answering. */
export function isHungUp(response: Response): boolean {
  return [...RESPONSE_ALREADY_SENT.headers.keys()].some((name) => response.headers.has(name));
}
