import { Kysely, sql } from 'kysely';
import type { Ledger, Tx } from '../core/ledger.ts';
import type { Log } from '../core/log.ts';
import { beginBatch } from './batch.ts';
import { sqliteDialect } from './dialect.ts';
import { type Batch, createGroupCommit } from './group-commit.ts';
import { createIntake } from './intake.ts';
import { migrate } from './migrate.ts';
import { readsOn } from './nouns.ts';
import { openReader, openWriter, type SqliteFile } from './sqlite-database.ts';
import type { Db, Tables } from './tables.ts';
import { createTurns, type Turns } from './turns.ts';

/**
 * Opens the ledger in one file, made when missing and brought up to date. One connection writes, another reads, so that
 * reads outside `write` never wait; a third, in a thread, stores what arrives. The folder must be locked by this process
 * (`lockFolder`). Throws when the file is no database, cannot be written, or was written by a newer Tenban.
 */
export async function openSqliteLedger({
  file,
  log,
}: {
  file: string;
  log?: Log;
}): Promise<Ledger> {
  const opened: SqliteFile[] = [];
  try {
    const writer = connect(openWriter, file, opened);
    await migrate(writer, sqliteDialect, log);
    const reader = connect(openReader, file, opened);
    const turns = createTurns();
    const commits = createGroupCommit(() => beginInTurn(writer, turns));
    const intake = createIntake({ file, turns });
    return {
      ...readsOn(reader),
      write: (work) => commits.write(work),
      intake: (rows) => intake.add(rows),
      check: () => check(reader),
      async close() {
        await Promise.all([commits.close(), intake.close()]);
        closeAll(opened);
      },
    };
  } catch (error) {
    closeAll(opened);
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The ledger ${file} cannot be opened: ${why}`, { cause: error });
  }
}

async function beginInTurn(writer: Db, turns: Turns): Promise<Batch<Tx>> {
  const end = await turns.take();
  try {
    const batch = await beginBatch(writer);
    return {
      unit: batch.unit,
      commit: () => batch.commit().then(end),
      rollback: () => batch.rollback().finally(end),
    };
  } catch (error) {
    end();
    throw error;
  }
}

function connect(open: (file: string) => SqliteFile, file: string, opened: SqliteFile[]): Db {
  const connection = open(file);
  opened.push(connection);
  return new Kysely<Tables>({ dialect: connection.dialect });
}

/** The writer last: what closes last folds the write-ahead log into the file, which a reader may not. */
function closeAll(opened: readonly SqliteFile[]): void {
  for (const connection of opened.toReversed()) connection.close();
}

async function check(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}
