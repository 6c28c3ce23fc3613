import type { Clock } from '../core/clock.ts';

export type Turnstile = {
  /** Counts a request for an address; seconds to wait where it is one too many, else 0. */
  pass(address: string): number;
};

const MINUTE = 60_000;
/** Addresses that are remembered; more in a minute are people guessing, and forgetting lets nobody in. */
const MOST = 10_000;

/** Lets so many requests a minute through to each address. */
export function createTurnstile(clock: Clock, perMinute: number): Turnstile {
  let counts = new Map<string, number>();
  let began = clock.now().epochMilliseconds;

  return {
    pass(address) {
      const now = clock.now().epochMilliseconds;
      if (now - began >= MINUTE || counts.size >= MOST) {
        counts = new Map();
        began = now;
      }
      const count = (counts.get(address) ?? 0) + 1;
      counts.set(address, count);
      return count <= perMinute ? 0 : Math.ceil((began + MINUTE - now) / 1000);
    },
  };
}
