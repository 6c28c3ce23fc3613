import type { Clock } from '../../core/clock.ts';
import { answerWith, createFaults, type Faults, type Said } from './faults.ts';
import { type Fetch, serve } from './serve.ts';

/** What every simulated remote system can do. */
export type Simulated = {
  fetch: Fetch;
  /** Serves it on a port of this machine, 0 for any free one. */
  listen(port: number): Promise<{ url: string; close(): Promise<void> }>;
  faults: Faults;
  /** Calls the listener after every change, until the returned function is called. */
  onChange(listener: () => void): () => void;
  /** What was asked, oldest first. `at` is epoch milliseconds. */
  requests: { method: string; path: string; at: number }[];
  /** To be called after every change. */
  changed(): void;
};

/** Requests kept for looking at. */
const KEPT = 1000;

/** A simulated system around the function that answers for it: faults, the log of requests, and who listens. */
export function simulate(
  clock: Clock,
  { answer, said }: { answer(request: Request): Promise<Response>; said: Said },
): Simulated {
  const listeners = new Set<() => void>();
  const faults = createFaults();
  const requests: Simulated['requests'] = [];

  async function fetch(request: Request, env?: unknown): Promise<Response> {
    const { method } = request;
    const path = new URL(request.url).pathname;
    requests.push({ method, path, at: clock.now().epochMilliseconds });
    if (requests.length > KEPT) requests.shift();
    const fault = faults.take(method, path);
    if (fault === null) return answer(request);
    return answerWith(fault, { answer: () => answer(request), env, clock, said });
  }

  return {
    fetch,
    listen: (port) => serve(fetch, port),
    faults: { set: faults.set, current: faults.current },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    requests,
    changed() {
      for (const listener of listeners) listener();
    },
  };
}
