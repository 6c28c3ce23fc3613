import type { Clock } from '../../src/core/clock.ts';

export type FakeClock = Clock & {
  /** Moves time forward, firing every timer on the way in order, and lets what they started run. */
  advance(ms: number): Promise<void>;
  /** Moves time forward as for a machine that slept: what was due fires late and once, with the next advance. */
  skip(ms: number): Promise<void>;
};

type Timer = { at: number; fire(): void };

/** Time that moves only by hand. */
export function createFakeClock(start = '2026-11-25T03:00:00Z'): FakeClock {
  let now = Temporal.Instant.from(start).epochMilliseconds;
  const timers = new Set<Timer>();

  function add(ms: number, fire: () => void): Timer {
    const timer = { at: now + ms, fire };
    timers.add(timer);
    return timer;
  }

  function nextBefore(end: number): Timer | undefined {
    return [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
  }

  return {
    now: () => Temporal.Instant.fromEpochMilliseconds(now),
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const timer = add(ms, () => resolve());
        signal?.addEventListener('abort', () => {
          timers.delete(timer);
          reject(signal.reason);
        });
      });
    },
    every(ms, task) {
      let timer = add(ms, fire);
      let running = false;
      function fire(): void {
        timer = add(ms, fire);
        if (!running) void run();
      }
      async function run(): Promise<void> {
        running = true;
        try {
          await task();
        } finally {
          running = false;
        }
      }
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      for (let timer = nextBefore(end); timer !== undefined; timer = nextBefore(end)) {
        now = Math.max(now, timer.at);
        timers.delete(timer);
        timer.fire();
        await turn();
      }
      now = end;
      await turn();
    },
    async skip(ms) {
      now += ms;
    },
  };
}

/** Lets promises and I/O callbacks that are ready run. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
