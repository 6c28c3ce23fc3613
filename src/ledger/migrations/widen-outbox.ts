import { type Kysely, sql } from 'kysely';

/** What a message needs to be about a record, to be kept back and to go together with others. */
export async function widenOutbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('outbox')
    .addColumn('weight', 'text', (column) => column.notNull().defaultTo('answer'))
    .execute();
  await db.schema
    .alterTable('outbox')
    .addColumn('conversation', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema.alterTable('outbox').addColumn('about', 'text').execute();
  await db.schema.alterTable('outbox').addColumn('revision', 'bigint').execute();
  await db.schema.alterTable('outbox').addColumn('heldUntil', 'bigint').execute();
  await db.schema.alterTable('outbox').addColumn('pack', 'text').execute();
  for (const column of ['about', 'pack'])
    await db.schema
      .createIndex(`outbox_${column}`)
      .on('outbox')
      .column(column)
      .where(sql.ref(column), 'is not', null)
      .execute();
  for (const state of ['held', 'waiting'])
    await db.schema
      .createIndex(`outbox_${state}`)
      .on('outbox')
      .column('conversation')
      .where(sql.ref('state'), '=', sql.lit(state))
      .execute();
}
