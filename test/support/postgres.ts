import { randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';
import { Client } from 'pg';
import { connectPostgres, type Postgres } from '../../src/lib/postgres.ts';
import type { FakeClock } from './fake-clock.ts';
import { recordingLog } from './log.ts';

const server = process.env['TENBAN_TEST_DATABASE_URL'];

/** A new, empty database. It goes with the server at the end of the run. */
export async function newDatabase(): Promise<string> {
  if (server === undefined)
    throw new Error('no PostgreSQL: run with --test-global-setup=test/support/global-setup.ts');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await query(`${server}/postgres`, `create database ${name}`);
  return `${server}/${name}`;
}

/** A new database when the whole run is to be on PostgreSQL (`npm run test:postgres`), else null. */
export async function databaseOfRun(): Promise<string | null> {
  return process.env['TENBAN_TEST_STORE'] === 'postgres' ? newDatabase() : null;
}

let shared: Promise<string> | null = null;

/** The one database of this test file, its tables emptied. Not for tests that run side by side. */
export async function emptyDatabase(): Promise<string> {
  shared ??= newDatabase();
  const url = await shared;
  await query(url, EMPTY);
  return url;
}

/** Migrations stay, and of pg-boss all but the jobs. */
const EMPTY = `do $$ declare kept record; begin
  for kept in select format('%I.%I', schemaname, tablename) as name from pg_tables
    where (schemaname = 'public' and tablename not like '%igrations%')
       or (schemaname = 'pgboss' and tablename like 'job%' and tablename <> 'job')
  loop execute 'delete from ' || kept.name; end loop;
end $$`;

/** Connections that are closed after the test. */
export async function connect(t: TestContext, url: string): Promise<Postgres> {
  const postgres = await connectPostgres({ url, size: 10, log: recordingLog().log });
  t.after(() => postgres.close());
  return postgres;
}

/** One statement on a connection of its own. */
export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Makes pg-boss in this database read a fake clock. Returns the clock that moves time in both places. */
export async function shareTime(t: TestContext, url: string, clock: FakeClock): Promise<FakeClock> {
  const { pool } = await connect(t, url);
  async function tell(ms: number): Promise<void> {
    await pool.query('update test_time set now = to_timestamp($1::float8 / 1000)', [ms]);
  }
  await pool.query(FAKE_TIME);
  await tell(clock.now().epochMilliseconds);
  return {
    ...clock,
    async advance(ms) {
      await tell(clock.now().epochMilliseconds + ms);
      await clock.advance(ms);
    },
    async skip(ms) {
      await tell(clock.now().epochMilliseconds + ms);
      await clock.skip(ms);
    },
  };
}

const FAKE_TIME = `
  create table if not exists test_time (now timestamptz);
  delete from test_time;
  insert into test_time values (now());
  create or replace function pgboss.job_now() returns timestamptz language sql stable
    as $$ select coalesce((select now from public.test_time), pg_catalog.now()) $$`;
