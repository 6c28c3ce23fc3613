import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Smaller indexes where every webhook writes: jobs without a key, and what names the account, are left out of them. */
export function leanIntake(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.dropIndex('jobs_waiting_key').execute();
      await db.schema
        .createIndex('jobs_waiting_key')
        .unique()
        .on('jobs')
        .column('key')
        .where(sql.ref('state'), '=', sql.lit('waiting'))
        .where(sql.ref('key'), 'is not', null)
        .execute();
      await db.schema.dropIndex('inbox_source_account_ref').execute();
      await db.schema.createIndex('inbox_ref').on('inbox').column('ref').execute();
    },
  };
}
