import timers from 'node:timers/promises';
import { schedule } from 'node-cron';
import type { Clock } from '../core/clock.ts';

/** The longest that a timer can wait; a longer one would fire at once (https://nodejs.org/api/timers.html). */
const LONGEST_MS = 2 ** 31 - 1;
const TICK_MS = 1_000;

/** The machine's own time. `every` takes whole seconds: the schedule only ticks, what is due is decided by who asks for it. */
export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),

  async sleep(ms, signal) {
    for (let left = ms; left > 0; left -= LONGEST_MS)
      await wait(Math.min(left, LONGEST_MS), signal);
    signal?.throwIfAborted();
  },

  every(ms, task) {
    const ticks = ms / TICK_MS;
    if (!Number.isInteger(ticks) || ticks < 1)
      throw new RangeError(`A clock ticks in whole seconds, so it cannot call every ${ms} ms.`);
    let tick = 0;
    let running = false;

    async function onTick(): Promise<void> {
      tick += 1;
      if (running || tick % ticks !== 0) return;
      running = true;
      try {
        await task();
      } finally {
        running = false;
      }
    }

    // In UTC, because a local clock that springs forward would swallow ticks.
    const options = { timezone: 'UTC', suppressMissedWarning: true };
    const cron = schedule('* * * * * *', () => void onTick(), options);
    return () => void cron.destroy();
  },
};

async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await timers.setTimeout(ms, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
