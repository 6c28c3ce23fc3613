import type { ActionRow, Reads, Tx } from '../core/ledger.ts';
import { carryOut } from './carry-out.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<ActionRow, 'input' | 'said'>('input', 'said');

export function actionReads(db: Db): Reads['actions'] {
  return {
    async get(id) {
      const query = db.selectFrom('actions').selectAll().where('id', '=', id);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },
  };
}

export function actionWrites(db: Db): Tx['actions'] {
  return {
    ...actionReads(db),

    async add(rows) {
      if (rows.length === 0) return;
      const query = db.insertInto('actions').values(rows.map(columns.store));
      await carryOut(
        db,
        query.onConflict((conflict) => conflict.column('id').doNothing()),
      );
    },

    async use(id, by, at) {
      const { numUpdatedRows } = await db
        .updateTable('actions')
        .set({ usedBy: by, usedAt: at })
        .where('id', '=', id)
        .where('usedAt', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async expire(before) {
      const query = db.deleteFrom('actions').where('expiresAt', '<', before);
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },
  };
}
