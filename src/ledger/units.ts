import type { Tx } from '../core/ledger.ts';
import { isDatabaseGone, isVictim } from '../lib/postgres.ts';
import { txOn } from './nouns.ts';
import type { Db } from './tables.ts';
import { nameTransaction } from './transactions.ts';

type Work<T> = (tx: Tx) => Promise<T>;

export type Units = {
  /** Runs `work` in a transaction of its own; resolves once that is committed. */
  write<T>(work: Work<T>): Promise<T>;
  /** Resolves when everything written so far is committed; refuses units from then on. */
  close(): Promise<void>;
};

/**
 * One transaction per unit, at most `lanes` side by side, begun in the order they came: the server lets commits that
 * wait at the same time share one write to disk by itself. READ COMMITTED, so a conditional update sees what the one
 * before it left. A unit chosen to end a deadlock is run once more.
 */
export function createUnits(db: Db, lanes: number): Units {
  const lane = createLanes(lanes);
  let closed = false;
  return {
    write(work) {
      if (closed) return Promise.reject(new Error('The ledger is closed: nothing was written.'));
      return lane.run(() => runUnit(db, work));
    },
    async close() {
      closed = true;
      await lane.empty();
    },
  };
}

async function runUnit<T>(db: Db, work: Work<T>): Promise<T> {
  try {
    return await runOnce(db, work);
  } catch (error) {
    if (!isVictim(error)) throw error;
    return runOnce(db, work);
  }
}

async function runOnce<T>(db: Db, work: Work<T>): Promise<T> {
  const committed: (() => void)[] = [];
  let ended = false;
  try {
    const builder = db.transaction().setIsolationLevel('read committed');
    const value = await builder.execute(async (transaction) => {
      const tx = txOn(transaction);
      nameTransaction(tx, { db: transaction, afterCommit: (tell) => void committed.push(tell) });
      const result = await work(tx);
      ended = true;
      return result;
    });
    for (const tell of committed) tell();
    return value;
  } catch (error) {
    if (isDatabaseGone(error)) throw lost(error, ended);
    throw error;
  }
}

/** Only while it commits may a transaction be lost without anybody knowing how it ended. */
function lost(cause: unknown, committing: boolean): Error {
  const outcome = committing ? 'may or may not have been written' : 'was not written';
  return new Error(`The database does not answer: this ${outcome}. It is worth trying again.`, {
    cause,
  });
}

/** Lets a number of tasks run side by side, the others wait in line. */
function createLanes(size: number) {
  const line: (() => void)[] = [];
  const running = new Set<Promise<unknown>>();

  function next(): void {
    if (running.size < size) line.shift()?.();
  }

  return {
    run<T>(task: () => Promise<T>): Promise<T> {
      const { promise, resolve } = Promise.withResolvers<T>();
      line.push(() => {
        const end = task().finally(() => {
          running.delete(end);
          next();
        });
        running.add(end);
        resolve(end);
      });
      next();
      return promise;
    },
    async empty(): Promise<void> {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
