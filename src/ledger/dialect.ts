import type { ColumnDefinitionBuilder } from 'kysely';

/** Everything in which the tables differ between databases. */
export type Dialect = {
  /** Column type of raw bytes. */
  bytes: 'blob' | 'bytea';
  /** Column type of a number that counts up by itself, and what else makes it do so. */
  counter: {
    type: 'integer' | 'bigserial';
    build(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  };
};

export const sqliteDialect: Dialect = {
  bytes: 'blob',
  counter: { type: 'integer', build: (column) => column.primaryKey().autoIncrement() },
};

export const postgresDialect: Dialect = {
  bytes: 'bytea',
  counter: { type: 'bigserial', build: (column) => column.primaryKey() },
};
