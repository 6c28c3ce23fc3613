import type { Reads, RunRow, Tx } from '../core/ledger.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<RunRow, 'params' | 'cursor' | 'result'>('params', 'cursor', 'result');

export function runReads(db: Db): Reads['runs'] {
  return {
    async get(id) {
      const row = await db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },

    async list(connection, kind, limit) {
      const rows = await db
        .selectFrom('runs')
        .selectAll()
        .where('connection', '=', connection)
        .where('kind', '=', kind)
        .orderBy('ordinal', 'desc')
        .limit(limit)
        .execute();
      return rows.map(columns.load);
    },
  };
}

export function runWrites(db: Db): Tx['runs'] {
  return {
    ...runReads(db),

    async start(row) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('runs')
        .values(columns.store(row))
        .onConflict((conflict) =>
          conflict.columns(['connection', 'kind']).where('endedAt', 'is', null).doNothing(),
        )
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async move(id, from, change) {
      const { numUpdatedRows } = await db
        .updateTable('runs')
        .set(({ eb }) => ({ ...columns.change(change), version: eb('version', '+', 1) }))
        .where('id', '=', id)
        .where('state', 'in', from)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}
