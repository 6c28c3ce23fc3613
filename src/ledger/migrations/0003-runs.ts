import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../dialect.ts';
import { type Definition, defineTables } from './define-tables.ts';

/** Runs that people watch, and what is known of orders. Runs were not used before. */
export function runs(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.dropTable('runs').execute();
      await defineTables(db, dialect, tables);
      // One at a time of each connection and kind.
      await db.schema
        .createIndex('runs_open')
        .unique()
        .on('runs')
        .columns(['connection', 'kind'])
        .where(sql.ref('endedAt'), 'is', null)
        .execute();
    },
  };
}

const tables = {
  runs: {
    columns: {
      ordinal: 'ordinal',
      id: 'text',
      shop: 'text',
      connection: 'text',
      kind: 'text',
      params: 'text',
      state: 'text',
      cursor: 'text',
      total: 'number?',
      error: 'text?',
      failingSince: 'number?',
      result: 'text',
      version: 'number',
      startedBy: 'text?',
      startedAt: 'number',
      endedAt: 'number?',
    },
    unique: [['id']],
    indexes: [
      ['connection', 'kind', 'ordinal'],
      ['shop', 'ordinal'],
    ],
  },
  orders: {
    columns: {
      connection: 'text',
      order: 'text',
      shop: 'text',
      status: 'text',
      detail: 'text',
      at: 'number',
      version: 'number',
    },
    unique: [['connection', 'order']],
    indexes: [['connection', 'status', 'at', 'order']],
  },
} satisfies { [name: string]: Definition };
