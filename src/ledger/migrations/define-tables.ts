import type { ColumnDataType, ColumnDefinitionBuilder, Kysely } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** `id` is a text primary key, `ordinal` counts up by itself, `?` may be NULL, `text` may also hold JSON. */
type ColumnKind = 'id' | 'ordinal' | 'text' | 'text?' | 'number' | 'number?' | 'bytes';

export type Definition = {
  columns: { [name: string]: ColumnKind };
  unique?: string[][];
  indexes?: string[][];
};

type Column = {
  type: ColumnDataType;
  build(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
};

/** Makes tables with their indexes. Released migrations rely on it: it may learn new kinds, the old ones stay. */
export async function defineTables(
  db: Kysely<unknown>,
  dialect: Dialect,
  tables: { [name: string]: Definition },
): Promise<void> {
  const kinds = columnsOf(dialect);
  for (const [name, { columns, unique = [], indexes = [] }] of Object.entries(tables)) {
    let table = db.schema.createTable(name);
    for (const [column, kind] of Object.entries(columns)) {
      const { type, build } = kinds[kind];
      table = table.addColumn(column, type, build);
    }
    await table.execute();
    for (const names of unique) await indexOn(db, name, names).unique().execute();
    for (const names of indexes) await indexOn(db, name, names).execute();
  }
}

function indexOn(db: Kysely<unknown>, table: string, columns: string[]) {
  return db.schema
    .createIndex(`${table}_${columns.join('_')}`)
    .on(table)
    .columns(columns);
}

function columnsOf({ bytes, counter }: Dialect): Record<ColumnKind, Column> {
  return {
    id: { type: 'text', build: (column) => column.primaryKey().notNull() },
    ordinal: counter,
    text: { type: 'text', build: (column) => column.notNull() },
    'text?': { type: 'text', build: (column) => column },
    number: { type: 'bigint', build: (column) => column.notNull() },
    'number?': { type: 'bigint', build: (column) => column },
    bytes: { type: bytes, build: (column) => column.notNull() },
  };
}
