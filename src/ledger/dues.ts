import type { DueReads, DueRow, DueWrites } from '../core/due.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<DueRow, 'payload'>('payload');

export function dueReads(db: Db): DueReads {
  return {
    async get(key) {
      const row = await db.selectFrom('dues').selectAll().where('key', '=', key).executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },

    async due(now, limit) {
      const query = db.selectFrom('dues').selectAll().where('at', '<=', now);
      const rows = await query.orderBy('at').limit(limit).execute();
      return rows.map(columns.load);
    },
  };
}

export function dueWrites(db: Db): DueWrites {
  return {
    ...dueReads(db),

    async put(row) {
      const stored = columns.store(row);
      const { kind, at, payload } = stored;
      await db
        .insertInto('dues')
        .values(stored)
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ kind, at, payload }))
        .execute();
    },

    async remove(key) {
      await db.deleteFrom('dues').where('key', '=', key).execute();
    },

    async claim(key, at, until) {
      const { numUpdatedRows } = await db
        .updateTable('dues')
        .set({ at: until })
        .where('key', '=', key)
        .where('at', '=', at)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}
