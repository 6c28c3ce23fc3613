import type { Tx } from '../core/ledger.ts';
import type { Batch } from './group-commit.ts';
import { txOn } from './nouns.ts';
import type { Db } from './tables.ts';

/** Begins a transaction whose units are savepoints. */
export async function beginBatch(db: Db): Promise<Batch<Tx>> {
  const transaction = await db.startTransaction().execute();
  const tx = txOn(transaction);
  return {
    async unit(work) {
      const point = await transaction.savepoint('unit').execute();
      try {
        const value = await work(tx);
        await point.releaseSavepoint('unit').execute();
        return { value };
      } catch (error) {
        const before = await point.rollbackToSavepoint('unit').execute();
        await before.releaseSavepoint('unit').execute();
        return { error };
      }
    },
    commit: () => transaction.commit().execute(),
    rollback: () => transaction.rollback().execute(),
  };
}
