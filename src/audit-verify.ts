import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import type { Config } from './config.ts';
import { openReader } from './ledger/sqlite-database.ts';
import type { Db, Tables } from './ledger/tables.ts';
import { type Break, type ChainReport, verifyAudit } from './ledger/verify-audit.ts';

type Kept = Pick<Config, 'dataDir' | 'databaseUrl'>;

/**
 * Reads every shop's audit chain, and says of each whether it is as it was written. Only reads, so Tenban may run. Throws
 * when there is no ledger.
 */
export async function verifyAuditLog(config: Kept): Promise<{ sound: boolean; lines: string[] }> {
  return withLedger(config, async (db, damage) => {
    const reports = await verifyAudit(db);
    const lines = [...damage, ...reports.map(lineOf)];
    const sound = damage.length === 0 && reports.every(({ broken }) => broken === null);
    return { sound, lines: lines.length === 0 ? ['The audit log is empty.'] : lines };
  });
}

function lineOf({ shop, count, broken }: ChainReport): string {
  if (broken === null) return `${shop}: OK, ${count} entries`;
  return `${shop}: BROKEN after ${count} sound entries: ${wordsOf(broken)}`;
}

function wordsOf({ seq, at, action, why }: Break): string {
  const what = at === null ? `entry ${seq}` : `entry ${seq} (${timeOf(at)}, ${action})`;
  return {
    changed: `${what} is not as it was written`,
    missing: `${what} is missing`,
    unreadable: `${what} cannot be read`,
    'no-end': `the record of the chain's end is gone or changed, so entries after ${seq} may be missing`,
  }[why];
}

/** A changed time may be none at all. */
function timeOf(at: number): string {
  try {
    return Temporal.Instant.fromEpochMilliseconds(at).toString();
  } catch {
    return 'no time';
  }
}

type Work<T> = (db: Db, damage: string[]) => Promise<T>;

async function withLedger<T>({ databaseUrl, dataDir }: Kept, work: Work<T>): Promise<T> {
  if (databaseUrl === null) return withFile(join(dataDir, 'ledger.sqlite'), work);
  const { connectPostgres } = await import('./lib/postgres.ts');
  const postgres = await connectPostgres({ url: databaseUrl, size: 2 });
  try {
    return await work(new Kysely<Tables>({ dialect: postgres.dialect }), []);
  } finally {
    await postgres.close();
  }
}

/** A table and its index are two copies of some columns: the rows alone do not show when they differ. */
async function withFile<T>(file: string, work: Work<T>): Promise<T> {
  if (!existsSync(file))
    throw new Error(`There is no ledger at ${file}: set DATA_DIR to its folder.`);
  const opened = openReader(file);
  const db = new Kysely<Tables>({ dialect: opened.dialect });
  try {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
    const found = rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
    return await work(
      db,
      found.map((line) => `The file is damaged: ${line}`),
    );
  } finally {
    opened.close();
  }
}
