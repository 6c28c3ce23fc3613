import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Clock } from './core/clock.ts';
import type { JobCounts } from './core/jobs.ts';
import type { Ledger } from './core/ledger.ts';
import type { Log } from './core/log.ts';
import type { Queue } from './core/queue.ts';
import type { Settings } from './core/settings.ts';
import { lockFolder } from './ledger/lock.ts';
import { openSqliteLedger } from './ledger/open-sqlite.ts';
import { createLocalQueue } from './queue/local.ts';
import { openFileSettings } from './settings/open-file.ts';
import { createSecretBox, type SecretBox } from './settings/secret-box.ts';

/** Everything that is kept: in a folder of this process's own, or in a PostgreSQL database that several share. */
export type Stores = {
  settings: Settings;
  ledger: Ledger;
  queue: Queue;
  counts(): Promise<JobCounts>;
  /** To be called once the queue has stopped. */
  close(): Promise<void>;
};

export type StoreParts = {
  clock: Clock;
  log: Log;
  wrapLedger?: ((ledger: Ledger) => Ledger) | undefined;
};

type Kept = Pick<Config, 'dataDir' | 'databaseUrl' | 'keys'>;

/** Throws when they cannot be used, or when another Tenban uses the folder. Nothing is left open then. */
export async function openStores(config: Kept, parts: StoreParts): Promise<Stores> {
  const closers: Closer[] = [];
  try {
    if (config.databaseUrl === null) return await openFolder(config, parts, closers);
    // pg and pg-boss are loaded only where they are wanted.
    const { openDatabase } = await import('./stores-postgres.ts');
    const about = { ...parts, url: config.databaseUrl, secretBox: secretBoxOf(config.keys) };
    const stores = await openDatabase(about, closers);
    return { ...stores, close: () => closeAll(closers) };
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

export type Closer = () => void | Promise<void>;

async function closeAll(closers: Closer[]): Promise<void> {
  for (const close of closers.splice(0).toReversed()) await close();
}

async function openFolder(
  { dataDir, keys }: Kept,
  { clock, log, wrapLedger }: StoreParts,
  closers: Closer[],
): Promise<Stores> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  closers.push(lockFolder(dataDir));
  const secretBox = secretBoxOf(keys);
  const file = join(dataDir, 'settings.json');
  const settings = await openFileSettings({ file, secretBox, log });
  const opened = await openSqliteLedger({ file: join(dataDir, 'ledger.sqlite'), log });
  closers.push(() => opened.close());
  const ledger = wrapLedger?.(opened) ?? opened;
  const queue = createLocalQueue({ ledger, clock, log });
  const counts = (): Promise<JobCounts> => ledger.jobs.counts();
  return { settings, ledger, queue, counts, close: () => closeAll(closers) };
}

/** The box that the keys of a configuration open and close. Throws when there is no key. */
export function secretBoxOf([current, ...previous]: Config['keys']): SecretBox {
  if (current === undefined)
    throw new Error('SECRET_KEY is missing: it encrypts the secrets in the settings');
  return createSecretBox({ current, previous });
}
