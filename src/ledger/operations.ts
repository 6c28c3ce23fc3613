import { sql } from 'kysely';
import type { OperationRow, Reads, Tx } from '../core/ledger.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<OperationRow, 'request' | 'result' | 'failure'>(
  'request',
  'result',
  'failure',
);

/** Written out, not bound, where the partial index must be recognised by its condition. */
const NO_WORDS = sql.lit('null');

export function operationReads(db: Db): Reads['operations'] {
  return {
    async get(key) {
      const query = db.selectFrom('operations').selectAll().where('key', '=', key);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },

    async bySubject(shop, subject, limit) {
      const rows = await db
        .selectFrom('operations')
        .selectAll()
        .where('shop', '=', shop)
        .where('subject', '=', subject)
        .orderBy('ordinal', 'desc')
        .limit(limit)
        .execute();
      return rows.map(columns.load);
    },

    async open(shop) {
      const rows = await db
        .selectFrom('operations')
        .selectAll()
        .where('shop', '=', shop)
        .where('endedAt', 'is', null)
        .execute();
      return rows.map(columns.load);
    },
  };
}

export function operationWrites(db: Db): Tx['operations'] {
  return {
    ...operationReads(db),

    async begin(row) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('operations')
        .values(columns.store(row))
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 1n) return { begun: true, row };
      const query = db.selectFrom('operations').selectAll().where('key', '=', row.key);
      return { begun: false, row: columns.load(await query.executeTakeFirstOrThrow()) };
    },

    async move(key, from, change) {
      const { numUpdatedRows } = await db
        .updateTable('operations')
        .set(columns.change(change))
        .where('key', '=', key)
        .where('state', '=', from)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async forget(before) {
      const { numUpdatedRows } = await db
        .updateTable('operations')
        .set({ request: 'null' })
        .where('endedAt', '<', before)
        .where('request', '!=', NO_WORDS)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
  };
}
