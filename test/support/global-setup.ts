import { type PostgresServer, startPostgres } from './postgres-server.ts';

let server: PostgresServer | null = null;

/** A real PostgreSQL, once per test run; every test file makes its own databases in it. */
export async function globalSetup(): Promise<void> {
  server = await startPostgres();
  process.env['TENBAN_TEST_DATABASE_URL'] = server.url;
}

export async function globalTeardown(): Promise<void> {
  await server?.stop();
}
