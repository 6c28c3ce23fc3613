import type { Reads, RunRow, Tx } from '../core/ledger.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<RunRow, 'cursor'>('cursor');

export function runReads(db: Db): Reads['runs'] {
  return {
    async get(id) {
      const row = await db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },
  };
}

export function runWrites(db: Db): Tx['runs'] {
  return {
    ...runReads(db),

    async start(row) {
      await db.insertInto('runs').values(columns.store(row)).execute();
    },

    async move(id, from, change) {
      const { numUpdatedRows } = await db
        .updateTable('runs')
        .set(columns.change(change))
        .where('id', '=', id)
        .where('state', 'in', from)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}
