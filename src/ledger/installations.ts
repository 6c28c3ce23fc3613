import type { InstallationReads, InstallationWrites } from '../core/installation.ts';
import type { Db } from './tables.ts';

export function installationReads(db: Db): InstallationReads {
  return {
    async get(id) {
      const query = db.selectFrom('installations').selectAll().where('id', '=', id);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : { ...row };
    },

    async list() {
      const rows = await db.selectFrom('installations').selectAll().orderBy('id').execute();
      return rows.map((row) => ({ ...row }));
    },
  };
}

export function installationWrites(db: Db): InstallationWrites {
  return {
    ...installationReads(db),

    async put(row) {
      const { id: _, ...rest } = row;
      await db
        .insertInto('installations')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
        .execute();
    },

    async remove(id) {
      await db.deleteFrom('installations').where('id', '=', id).execute();
    },
  };
}
