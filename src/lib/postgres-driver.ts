import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { isUnanswered, nameOf } from './postgres-hints.ts';

/**
 * PostgreSQL for Kysely, with fewer waits than its own driver: the first statement of a transaction does not wait for its
 * beginning, nor does any for one that is `unanswered`. The pool must be of clients that pipeline.
 */
export function pipelinedDialect(pool: Pool): Dialect {
  return {
    createDriver: () => createDriver(pool),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
}

type Session = DatabaseConnection & {
  begin(sql: string): void;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  release(): void;
};

function createDriver(pool: Pool): Driver {
  const sessions = new WeakMap<DatabaseConnection, Session>();
  function sessionOf(connection: DatabaseConnection): Session {
    const session = sessions.get(connection);
    if (session === undefined) throw new Error('This connection is not of this driver.');
    return session;
  }
  return {
    init: async () => undefined,
    async acquireConnection() {
      const session = createSession(await pool.connect());
      sessions.set(session, session);
      return session;
    },
    async beginTransaction(connection, { isolationLevel, accessMode }) {
      const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`;
      sessionOf(connection).begin(`start transaction${level}${accessMode ? ` ${accessMode}` : ''}`);
    },
    commitTransaction: (connection) => sessionOf(connection).commit(),
    rollbackTransaction: (connection) => sessionOf(connection).rollback(),
    releaseConnection: async (connection) => sessionOf(connection).release(),
    destroy: () => pool.end(),
  };
}

/** A connection between being taken from the pool and given back. */
function createSession(client: PoolClient): Session {
  let open = false;
  let broken = false;
  let failed: { error: unknown } | null = null;

  function send(query: Parameters<typeof run>[0]): void {
    run(query).catch((error: unknown) => (failed ??= { error }));
  }

  function run(query: { text: string; values?: unknown[]; name?: string }) {
    return client.query<object>(query);
  }

  /** After a failure everything that follows fails for want of a transaction, which is not the reason. */
  async function answered<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw failed === null ? error : failed.error;
    }
  }

  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const name = nameOf(query);
      const values = [...query.parameters];
      const named = { text: query.sql, values, ...(name !== null && { name }) };
      if (open && isUnanswered(query)) {
        send(named);
        return { rows: [] };
      }
      const { command, rowCount, rows } = await answered(run(named));
      const counts = CHANGES.has(command) && rowCount !== null;
      return { rows: rowsOf<R>(rows), ...(counts && { numAffectedRows: BigInt(rowCount) }) };
    },
    streamQuery() {
      throw new Error('Rows are not streamed: read them in pages.');
    },
    begin(sql) {
      open = true;
      failed = null;
      send({ text: sql });
    },
    async commit() {
      open = false;
      const { command } = await answered(run({ text: 'commit' }));
      if (failed !== null) throw failed.error;
      if (command === 'ROLLBACK') throw new Error('A statement failed: nothing was written.');
    },
    async rollback() {
      open = false;
      failed = null;
      try {
        await run({ text: 'rollback' });
      } catch (error) {
        broken = true;
        throw error;
      }
    },
    release: () => client.release(broken),
  };
}

const CHANGES = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

// What the columns of a row are is known to whoever wrote the statement, as with every driver.
function rowsOf<R>(rows: object[]): R[] {
  return rows as R[];
}
