import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import {
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
} from 'kysely';
import { CHECKPOINT_PAGES } from './checkpoint.ts';

/** How long a statement waits for another process, such as a backup, to let go of the file. */
export const BUSY_MS = 5_000;

export type SqliteFile = { dialect: Dialect; close(): void };

/** Opens the one connection that writes. A commit returns when its bytes are on disk: https://www.sqlite.org/pragma.html#pragma_synchronous */
export function openWriter(file: string): SqliteFile {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    database.exec('pragma journal_mode = wal; pragma synchronous = full');
    database.exec(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  } catch (error) {
    database.close();
    throw error;
  }
  return sqliteFile(database);
}

/** Opens a connection for reads: it sees what is committed and never waits for the writer. */
export function openReader(file: string): SqliteFile {
  return sqliteFile(new DatabaseSync(file, { timeout: BUSY_MS, readOnly: true }));
}

function sqliteFile(database: DatabaseSync): SqliteFile {
  const dialect = new SqliteDialect({ database: forKysely(database) });
  return {
    dialect: {
      createDriver: () => dialect.createDriver(),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createAdapter: () => adapter,
    },
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}

/** Kysely runs migrations outside a transaction on SQLite, which can do it inside: a crash must not leave half of one. */
const adapter = Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', {
  value: true,
});

/** Statements are cached: preparing one costs more than running it. Deferred transactions could fail when they begin to write. */
function forKysely(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = prepare(database, sql === 'begin' ? 'begin immediate' : sql);
      statements.set(sql, statement);
      return statement;
    },
  };
}

function prepare(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (values) => statement.all(...values.map(bindable)),
    run: (values) => statement.run(...values.map(bindable)),
    iterate: (values) => statement.iterate(...values.map(bindable)),
  };
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'bigint' || value instanceof Uint8Array) return value;
  throw new TypeError(
    `A ${typeof value} cannot be stored: use text, a number, bytes or null (booleans as 0 and 1).`,
  );
}
