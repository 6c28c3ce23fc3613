import type { DialogRow, Reads, Tx } from '../core/ledger.ts';
import { carryOut } from './carry-out.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<DialogRow, 'input'>('input');

export function dialogReads(db: Db): Reads['dialogs'] {
  return {
    async get(key) {
      const query = db.selectFrom('dialogs').selectAll().where('key', '=', key);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },
  };
}

export function dialogWrites(db: Db): Tx['dialogs'] {
  return {
    ...dialogReads(db),

    async put(row) {
      const { key, ...rest } = columns.store(row);
      await db
        .insertInto('dialogs')
        .values({ key, ...rest })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(rest))
        .execute();
    },

    async remove(key) {
      await carryOut(db, db.deleteFrom('dialogs').where('key', '=', key));
    },

    async expire(before) {
      const query = db.deleteFrom('dialogs').where('expiresAt', '<', before);
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },
  };
}
