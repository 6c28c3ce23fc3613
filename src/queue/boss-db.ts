import { CompiledQuery, type Kysely } from 'kysely';
import type { Db } from 'pg-boss';
import { planned, unanswered } from '../lib/postgres-hints.ts';

/** The shared connections, or the transaction of a unit of the ledger. */
export type Executor = Pick<Kysely<unknown>, 'executeQuery'>;

/** What pg-boss runs its statements on. Their texts never vary, and planning one takes longer than all the rest of it. */
export function bossDb(executor: Executor): Db {
  return {
    executeSql: (text, values = []) => run(executor, planned(CompiledQuery.raw(text, values))),
  };
}

/** The same for statements whose answer nobody reads. */
export function bossDbUnanswered(executor: Executor): Db {
  return {
    executeSql: (text, values = []) =>
      run(executor, unanswered(planned(CompiledQuery.raw(text, values)))),
  };
}

async function run(executor: Executor, query: CompiledQuery): Promise<{ rows: unknown[] }> {
  return { rows: (await executor.executeQuery(query)).rows };
}
