import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import type { Config } from './config.ts';
import type { Settings } from './core/settings.ts';
import { lockFolder } from './ledger/lock.ts';
import { whileNoneRuns } from './ledger/running-lock.ts';
import { systemClock } from './lib/clock.ts';
import { connectPostgres } from './lib/postgres.ts';
import { parseSettings } from './settings/check.ts';
import { openFileSettings } from './settings/open-file.ts';
import { openTableSettings } from './settings/open-table.ts';
import type { SettingsTables } from './settings/table-rows.ts';
import { secretBoxOf } from './stores.ts';

/** Where settings are and what opens them. */
type Kept = Pick<Config, 'dataDir' | 'databaseUrl' | 'keys'>;

/** The settings as JSON, secrets as cipher text. Safe while Tenban runs: what is read is always whole. */
export async function exportSettings(config: Kept): Promise<string> {
  const settings = await withSettings(config, (opened) => opened.export());
  return `${JSON.stringify(settings, null, 2)}\n`;
}

/** Replaces the settings, all or nothing. Throws when Tenban runs on them or the file is not usable. */
export async function importSettings(config: Kept, json: string): Promise<void> {
  const next = parseSettings(json, 'the file');
  await whileStopped(config, () => withSettings(config, (settings) => settings.replace(next)));
}

async function whileStopped<T>({ databaseUrl, dataDir }: Kept, work: () => Promise<T>): Promise<T> {
  if (databaseUrl !== null) return whileNoneRuns(databaseUrl, work);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(dataDir);
  try {
    return await work();
  } finally {
    unlock();
  }
}

/** Throws when the settings are broken or no key is set. */
async function withSettings<T>(
  { databaseUrl, dataDir, keys }: Kept,
  work: (settings: Settings) => Promise<T>,
): Promise<T> {
  const secretBox = secretBoxOf(keys);
  if (databaseUrl === null)
    return work(await openFileSettings({ file: join(dataDir, 'settings.json'), secretBox }));
  const postgres = await connectPostgres({ url: databaseUrl, size: 2 });
  try {
    const db = new Kysely<SettingsTables>({ dialect: postgres.dialect });
    return await work(await openTableSettings({ db, secretBox, clock: systemClock }));
  } finally {
    await postgres.close();
  }
}
