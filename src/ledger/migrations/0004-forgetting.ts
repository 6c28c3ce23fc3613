import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Finds what is old enough to be forgotten without reading what was forgotten before. */
export function forgetting(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.createIndex('outbox_created').on('outbox').column('createdAt').execute();
      await db.schema.createIndex('actions_expire').on('actions').column('expiresAt').execute();
      await db.schema
        .createIndex('executions_wordy')
        .on('executions')
        .column('endedAt')
        .where(sql.ref('input'), '!=', sql.lit('{}'))
        .execute();
      await db.schema
        .createIndex('operations_wordy')
        .on('operations')
        .column('endedAt')
        .where(sql.ref('request'), '!=', sql.lit('null'))
        .execute();
    },
  };
}
