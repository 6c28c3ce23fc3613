import { setImmediate } from 'node:timers/promises';
import type { Flood } from './flood.ts';

/** Jobs that were taken; `more`: there may be others that could be taken now. */
export type Taken<Job> = { jobs: Job[]; more: boolean };
export const NOTHING: Taken<never> = { jobs: [], more: false };

export type Pool = {
  /** Starts whatever can be started now; resolves when nothing more can. Rejects when jobs cannot be taken. */
  fill(): Promise<void>;
  /** Resolves when the jobs running now have ended. */
  ended(): Promise<void>;
  /** Resolves when nothing runs and nothing can be started, flood or not. */
  settled(): Promise<void>;
  running(): number;
};

export type PoolOptions<Job> = {
  size: number;
  /** Jobs are taken where it leaves room for them. */
  flood: Flood;
  /** Takes at most `free` jobs, no two of a group, none of the groups named. */
  take(busyGroups: string[], free: number): Promise<Taken<Job>>;
  /** Never rejects. */
  run(job: Job): Promise<void>;
  /** Told after each job: there is room again. */
  onEnd(): void;
};

/** Keeps at most `size` jobs running, one per group. */
export function createPool<Job extends { group: string | null }>(options: PoolOptions<Job>): Pool {
  const { size, flood, take, run, onEnd } = options;
  const running = new Map<Job, Promise<void>>();
  let filling: Promise<void> | null = null;
  let asked = false;

  async function fillUp(): Promise<void> {
    try {
      while (asked) {
        // The end of a job and what it leaves to do ask at the same time: one look is enough for both.
        await setImmediate();
        asked = false;
        while (await takeSome());
      }
    } finally {
      filling = null;
    }
  }

  /** False when nothing more can be taken. */
  async function takeSome(): Promise<boolean> {
    if (running.size === size) return false;
    await flood.pause();
    const free = size - running.size;
    const busyGroups = [...running.keys()].flatMap(({ group }) => group ?? []);
    const { jobs, more } = await take(busyGroups, free);
    for (const job of jobs) running.set(job, start(job));
    return more;
  }

  async function start(job: Job): Promise<void> {
    await run(job);
    running.delete(job);
    onEnd();
  }

  function fill(): Promise<void> {
    asked = true;
    filling ??= fillUp();
    return filling;
  }

  async function ended(): Promise<void> {
    await Promise.all(running.values());
  }

  return {
    fill,
    ended,
    async settled() {
      flood.forget();
      await fill();
      while (running.size > 0) {
        await ended();
        await fill();
      }
    },
    running: () => running.size,
  };
}
