import { setImmediate } from 'node:timers/promises';
import type { Arrival } from '../core/queue.ts';

/** Arrivals of one transaction: more would keep the first of them waiting. */
const LARGEST = 1_000;

/** Stores arrivals in one transaction; resolves, once that is on disk, to which were new. */
type Store = (arrivals: readonly Arrival[]) => Promise<readonly boolean[]>;

type Waiting = {
  arrivals: readonly Arrival[];
  stored(fresh: number): void;
  lost(error: unknown): void;
};

/**
 * Stores together what arrives in one turn of the event loop, or while others are on their way to the disk. Whoever gave
 * some learns how many of them were new. Those that are stored together are lost together.
 */
export function createGather(store: Store): (arrivals: readonly Arrival[]) => Promise<number> {
  const waiting: Waiting[] = [];
  let draining = false;

  async function drain(): Promise<void> {
    draining = true;
    while (waiting.length > 0) {
      await setImmediate();
      await storeTogether(store, takeBatch(waiting));
    }
    draining = false;
  }

  return (arrivals) =>
    new Promise((stored, lost) => {
      waiting.push({ arrivals, stored, lost });
      if (!draining) void drain();
    });
}

function takeBatch(waiting: Waiting[]): Waiting[] {
  let size = 0;
  const last = waiting.findIndex(({ arrivals }) => (size += arrivals.length) >= LARGEST);
  return waiting.splice(0, last === -1 ? waiting.length : last + 1);
}

async function storeTogether(store: Store, batch: readonly Waiting[]): Promise<void> {
  try {
    const fresh = await store(batch.flatMap(({ arrivals }) => arrivals));
    let from = 0;
    for (const { arrivals, stored } of batch) {
      const mine = fresh.slice(from, (from += arrivals.length));
      stored(mine.filter(Boolean).length);
    }
  } catch (error) {
    for (const { lost } of batch) lost(error);
  }
}
