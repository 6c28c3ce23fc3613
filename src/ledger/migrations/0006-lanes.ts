import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Jobs of a lane are found however many wait in another. */
export function lanes(): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable('jobs')
        .addColumn('lane', 'text', (column) => column.notNull().defaultTo('main'))
        .execute();
      await db.schema.dropIndex('jobs_state_priority_runAt_ordinal').execute();
      await db.schema
        .createIndex('jobs_state_lane_priority_runAt_ordinal')
        .on('jobs')
        .columns(['state', 'lane', 'priority', 'runAt', 'ordinal'])
        .execute();
    },
  };
}
