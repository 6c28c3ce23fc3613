import { Kysely, sql } from 'kysely';
import type { IntakeRow } from '../core/jobs.ts';
import type { Ledger, Tx } from '../core/ledger.ts';
import type { Log } from '../core/log.ts';
import type { Postgres } from '../lib/postgres.ts';
import { postgresDialect } from './dialect.ts';
import { migrate } from './migrate.ts';
import { readsOn } from './nouns.ts';
import type { Tables } from './tables.ts';
import { createUnits } from './units.ts';

/** Connections kept out of writes, so that a page or a check never waits behind a flood of them. */
const FOR_READS = 2;

/**
 * Opens the ledger in a PostgreSQL database and brings it up to date; processes that start together do so one after the
 * other. Closing it leaves the connections open. While the server is away `write` and reads reject, and work again once
 * it is back. Throws when the server does not answer or the tables are of a newer Tenban.
 */
export async function openPostgresLedger({
  postgres,
  log,
}: {
  postgres: Postgres;
  log?: Log;
}): Promise<Ledger> {
  const db = new Kysely<Tables>({ dialect: postgres.dialect });
  try {
    await migrate(db, postgresDialect, log);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The ledger in the database of DATABASE_URL cannot be opened: ${why}`, {
      cause: error,
    });
  }
  const units = createUnits(db, Math.max(postgres.pool.options.max - FOR_READS, 1));
  return {
    ...readsOn(db),
    write: (work) => units.write(work),
    intake: (rows) => units.write((tx) => store(tx, rows)),
    check: async () => void (await sql`select 1`.execute(db)),
    close: () => units.close(),
  };
}

async function store(tx: Tx, rows: readonly IntakeRow[]): Promise<boolean[]> {
  const fresh = await tx.inbox.acceptAll(rows.map(({ inbox }) => inbox));
  const added = rows.map(({ inbox }) => fresh.delete(inbox.id));
  for (const [index, { job }] of rows.entries()) if (added[index]) await tx.jobs.add(job);
  return added;
}
