import { setImmediate } from 'node:timers/promises';

type Outcome<T> = { value: T } | { error: unknown };

/** An open transaction in which units run one after another. */
export type Batch<Tx> = {
  /** Runs one unit; when it throws, it alone is undone. Rejects only when that is impossible and the batch is lost. */
  unit<T>(work: (tx: Tx) => Promise<T>): Promise<Outcome<T>>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
};

export type GroupCommit<Tx> = {
  /** Resolves once the unit is committed; rejects with what it threw, or with why nothing could be committed. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Resolves when everything written so far is committed; refuses units from then on. */
  close(): Promise<void>;
};

type Unit<Tx> = {
  run(batch: Batch<Tx>): Promise<void>;
  committed(): void;
  lost(error: unknown): void;
};

/**
 * Lets units that wait at the same moment share one commit, at most `limit` of them: a flood costs few writes to disk.
 * Nobody is told before the commit.
 */
export function createGroupCommit<Tx>(
  begin: () => Promise<Batch<Tx>>,
  limit = 500,
): GroupCommit<Tx> {
  const waiting: Unit<Tx>[] = [];
  let draining: Promise<void> | null = null;
  let closed = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // What arrives in this turn of the event loop and in the next joins in: answers to calls made together come close together.
      await setImmediate();
      await setImmediate();
      await commitTogether(begin, waiting, limit);
    }
    draining = null;
  }

  return {
    write(work) {
      if (closed) return Promise.reject(new Error('The ledger is closed: nothing was written.'));
      return new Promise((resolve, reject) => {
        waiting.push(unitOf(work, resolve, reject));
        draining ??= drain();
      });
    },
    async close() {
      closed = true;
      await draining;
    },
  };
}

async function commitTogether<Tx>(
  begin: () => Promise<Batch<Tx>>,
  waiting: Unit<Tx>[],
  limit: number,
): Promise<void> {
  const taken: Unit<Tx>[] = [];
  let batch: Batch<Tx> | null = null;
  try {
    batch = await begin();
    for (let unit = waiting.shift(); unit !== undefined; unit = waiting.shift()) {
      taken.push(unit);
      await unit.run(batch);
      if (taken.length === limit) break;
    }
    await batch.commit();
  } catch (error) {
    // The database may have rolled back by itself, and refuses to do it twice.
    await batch?.rollback().catch(() => undefined);
    const lost = taken.length > 0 ? taken : waiting.splice(0);
    for (const unit of lost) unit.lost(error);
    return;
  }
  for (const unit of taken) unit.committed();
}

function unitOf<Tx, T>(
  work: (tx: Tx) => Promise<T>,
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
): Unit<Tx> {
  let outcome: Outcome<T> | null = null;
  return {
    async run(batch) {
      outcome = await batch.unit(work);
    },
    committed() {
      if (outcome === null) return reject(new Error('The unit was never run.'));
      return 'error' in outcome ? reject(outcome.error) : resolve(outcome.value);
    },
    lost: (error) => reject(outcome !== null && 'error' in outcome ? outcome.error : error),
  };
}
