import type { Clock } from '../core/clock.ts';

/** Resolves when it is the caller's turn to begin. */
export type Pace = () => Promise<void>;

/** Turns in the order asked, each at least so many milliseconds after the one before it. */
export function createPace(clock: Clock, ms: number): Pace {
  let free = 0;
  return async () => {
    const now = clock.now().epochMilliseconds;
    const turn = Math.max(now, free);
    free = turn + ms;
    if (turn > now) await clock.sleep(turn - now);
  };
}
