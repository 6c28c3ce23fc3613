import type { FileReads, FileWrites } from '../core/file.ts';
import type { Db } from './tables.ts';

export function fileReads(db: Db): FileReads {
  return {
    async get(id) {
      const row = await db.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : { ...row };
    },
  };
}

export function fileWrites(db: Db): FileWrites {
  return {
    ...fileReads(db),

    async add(row) {
      await db.insertInto('files').values(row).execute();
    },

    async expire(before) {
      const query = db.deleteFrom('files').where('expiresAt', '<', before);
      const { numDeletedRows } = await query.executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
