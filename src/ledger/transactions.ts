import type { Tx } from '../core/ledger.ts';
import type { Db } from './tables.ts';

/** The database transaction behind a unit, for whoever must write into the same one. */
export type Transaction = {
  db: Db;
  /** Calls `tell` once the transaction is committed, and never when it is undone. */
  afterCommit(tell: () => void): void;
};

const transactions = new WeakMap<Tx, Transaction>();

export function nameTransaction(tx: Tx, transaction: Transaction): void {
  transactions.set(tx, transaction);
}

/** The transaction of a unit of a PostgreSQL ledger; throws for any other `tx`. Only to be handed to a queue that shares it. */
export function transactionOf(tx: Tx): Transaction {
  const transaction = transactions.get(tx);
  if (transaction !== undefined) return transaction;
  throw new Error('This unit is not on PostgreSQL, so nothing can be added to its transaction.');
}
