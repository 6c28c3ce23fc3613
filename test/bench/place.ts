import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { query } from '../support/postgres.ts';
import { startPostgres } from '../support/postgres-server.ts';
import type { Env } from './start.ts';

export const STORES = ['SQLite', 'PostgreSQL'] as const;
export type Store = (typeof STORES)[number];

/** Where one Tenban keeps everything. */
export type Place = {
  store: Store;
  env: Env & { DATA_DIR: string };
  /** Runs statements on the ledger while Tenban is stopped, all in one transaction. */
  run(statements: readonly string[]): Promise<void>;
  /** How many rows a table has. */
  count(table: string): Promise<number>;
  remove(): void;
};

export type Places = { open(store: Store): Promise<Place>; close(): Promise<void> };

/** Places on the disk; a commit on either database waits for it, as in real life. */
export async function openPlaces(): Promise<Places> {
  const server = await startPostgres({ durable: true });
  return {
    open: async (store) => (store === 'SQLite' ? onSqlite() : onPostgres(server.url)),
    close: () => server.stop(),
  };
}

function newFolder(): Pick<Place, 'env' | 'remove'> {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'tenban-bench-'));
  const SECRET_KEY = randomBytes(32).toString('base64');
  return {
    env: { DATA_DIR, SECRET_KEY },
    remove: () => rmSync(DATA_DIR, { recursive: true, force: true }),
  };
}

function onSqlite(): Place {
  const { env, remove } = newFolder();
  const file = join(env.DATA_DIR, 'ledger.sqlite');
  function withFile<T>(work: (database: DatabaseSync) => T): T {
    const database = new DatabaseSync(file);
    try {
      return work(database);
    } finally {
      database.close();
    }
  }
  return {
    store: 'SQLite',
    env,
    remove,
    run: async (statements) =>
      withFile((database) => database.exec(['begin', ...statements, 'commit'].join(';\n'))),
    count: async (table) =>
      withFile((database) =>
        Number(database.prepare(`select count(*) as n from ${table}`).get()?.['n']),
      ),
  };
}

async function onPostgres(server: string): Promise<Place> {
  const { env, remove } = newFolder();
  const name = `bench_${randomBytes(4).toString('hex')}`;
  await query(`${server}/postgres`, `create database ${name}`);
  const url = `${server}/${name}`;
  return {
    store: 'PostgreSQL',
    env: { ...env, DATABASE_URL: url },
    remove,
    run: async (statements) => {
      await query(url, ['begin', ...statements, 'commit'].join(';\n'));
      await query(url, 'vacuum analyze');
      // What was filled in goes to the disk now, not while something is measured.
      await query(url, 'checkpoint');
    },
    async count(table) {
      const [row] = await query(url, `select count(*) as n from ${table}`);
      return typeof row === 'object' && row !== null && 'n' in row ? Number(row.n) : 0;
    },
  };
}
