import { Migrator } from 'kysely/migration';
import type { Log } from '../core/log.ts';
import type { Dialect } from './dialect.ts';
import { migrations } from './migrations/registry.ts';
import type { Db } from './tables.ts';

const APPLIED = 'migrations';

/**
 * Brings the tables up to date. Throws when the database was written by a newer Tenban, which this one would misread, or
 * when a migration fails; then nothing of it is left behind.
 */
export async function migrate(db: Db, dialect: Dialect, log?: Log): Promise<void> {
  const known = migrations(dialect);
  const unknown = (await applied(db)).filter((name) => !(name in known));
  if (unknown.length > 0) {
    throw new Error(
      `The ledger was written by a newer Tenban (it has ${unknown.join(', ')}, unknown here). ` +
        'Start that version again, or restore a backup made before the upgrade.',
    );
  }
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(known) },
    migrationTableName: APPLIED,
    migrationLockTableName: `${APPLIED}Lock`,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results.find(({ status }) => status === 'Error')?.migrationName ?? 'the first';
    throw new Error(`The ledger could not be brought up to date: migration ${failed} failed.`, {
      cause: error,
    });
  }
  const names = results.map(({ migrationName }) => migrationName);
  if (names.length > 0) log?.info({ migrations: names }, 'ledger migrated');
}

async function applied(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === APPLIED)) return [];
  const rows = await db
    .withTables<{ [APPLIED]: { name: string } }>()
    .selectFrom(APPLIED)
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}
