import { Kysely } from 'kysely';
import { openPostgresLedger } from './ledger/open-postgres.ts';
import { lockRunning } from './ledger/running-lock.ts';
import { transactionOf } from './ledger/transactions.ts';
import { connectPostgres } from './lib/postgres.ts';
import { openPgBossQueue } from './queue/pg-boss.ts';
import { openTableSettings } from './settings/open-table.ts';
import type { SecretBox } from './settings/secret-box.ts';
import type { SettingsTables } from './settings/table-rows.ts';
import type { Closer, StoreParts, Stores } from './stores.ts';

/** Connections of one process to PostgreSQL for everything but the queue. */
const CONNECTIONS = 10;

/** Everything that is kept, in a database that several processes share. What was opened is added to `closers`. */
export async function openDatabase(
  { url, secretBox, clock, log, wrapLedger }: StoreParts & { url: string; secretBox: SecretBox },
  closers: Closer[],
): Promise<Omit<Stores, 'close'>> {
  const postgres = await connectPostgres({ url, size: CONNECTIONS, log });
  closers.push(() => postgres.close());
  const running = await lockRunning({ url, clock, log });
  closers.push(() => running.release());
  const db = new Kysely<SettingsTables>({ dialect: postgres.dialect });
  const settings = await openTableSettings({ db, secretBox, clock, log });
  const opened = await openPostgresLedger({ postgres, log });
  closers.push(() => opened.close());
  const ledger = wrapLedger?.(opened) ?? opened;
  const queue = await openPgBossQueue({ url, db, ledger, transactionOf, clock, log });
  closers.push(() => queue.stop());
  // Nobody else works here yet, so what still runs was left by a process that died.
  if (running.alone) await queue.recover();
  await running.share();
  return { settings, ledger, queue, counts: queue.counts };
}
