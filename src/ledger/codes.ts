import type { CodeReads, CodeRow, CodeWrites } from '../core/linking.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<CodeRow, 'identity'>('identity');

export function codeReads(db: Db): CodeReads {
  return {
    async get(hash) {
      const query = db.selectFrom('codes').selectAll().where('hash', '=', hash);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },
  };
}

export function codeWrites(db: Db): CodeWrites {
  return {
    ...codeReads(db),

    async add(row) {
      await db.insertInto('codes').values(columns.store(row)).execute();
    },

    async use(hash, by, at) {
      const { numUpdatedRows } = await db
        .updateTable('codes')
        .set({ usedBy: by, usedAt: at })
        .where('hash', '=', hash)
        .where('usedAt', 'is', null)
        .where('expiresAt', '>', at)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async withdraw(kind, at) {
      const { numUpdatedRows } = await db
        .updateTable('codes')
        .set({ expiresAt: at })
        .where('kind', '=', kind)
        .where('usedAt', 'is', null)
        .where('expiresAt', '>', at)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    async expire(before) {
      const query = db.deleteFrom('codes').where('expiresAt', '<', before);
      const { numDeletedRows } = await query.executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
