import type { Clock } from '../core/clock.ts';
import { UpstreamError } from '../core/errors.ts';

/** Turns for calls to addresses that each allow only so many in a time, and lock who asks too often. */
export type RateLimit = {
  /**
   * Resolves when a call may begin. When that is further off than the patience it throws at once: `rate-locked` by the remote
   * system, or `rate-full` by calls of ours.
   */
  turn(address: string): Promise<void>;
  /** Nobody calls the address before then, epoch ms. */
  lock(address: string, until: number): void;
};

export type RateRules = {
  system: string;
  /** So many calls to an address in any span of `ms`. */
  calls: number;
  ms: number;
  /** The longest wait, milliseconds. */
  patience: number;
};

type Lane = { starts: number[]; lockedUntil: number };

/** A sliding window per address: it keeps the rule however the remote system counts. */
export function createRateLimit(
  clock: Clock,
  { system, calls, ms, patience }: RateRules,
): RateLimit {
  const lanes = new Map<string, Lane>();
  const now = (): number => clock.now().epochMilliseconds;

  function laneOf(address: string): Lane {
    const lane = lanes.get(address) ?? { starts: [], lockedUntil: 0 };
    lanes.set(address, lane);
    return lane;
  }

  async function waitUntil(time: number, lane: Lane): Promise<void> {
    const wait = time - now();
    const code = lane.lockedUntil >= time ? 'rate-locked' : 'rate-full';
    if (wait > patience)
      throw new UpstreamError(system, { effect: 'none', code, status: 429, retryAfter: wait });
    if (wait > 0) await clock.sleep(wait);
  }

  return {
    async turn(address) {
      const lane = laneOf(address);
      const oldest = lane.starts.length < calls ? undefined : lane.starts[0];
      const start = Math.max(now(), lane.lockedUntil, oldest === undefined ? 0 : oldest + ms);
      if (start - now() <= patience) {
        lane.starts.push(start);
        if (lane.starts.length > calls) lane.starts.shift();
      }
      await waitUntil(start, lane);
      // It may have been locked meanwhile.
      while (lane.lockedUntil > now()) await waitUntil(lane.lockedUntil, lane);
    },
    lock(address, until) {
      const lane = laneOf(address);
      lane.lockedUntil = Math.max(lane.lockedUntil, until);
    },
  };
}
