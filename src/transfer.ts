import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Settings } from './core/settings.ts';
import { lockFolder } from './ledger/lock.ts';
import { parseSettings } from './settings/check.ts';
import { openFileSettings } from './settings/open-file.ts';
import { createSecretBox } from './settings/secret-box.ts';

/** Opens the settings of a configuration; throws when they are broken or no key is set. */
async function openSettings({
  dataDir,
  keys,
}: Pick<Config, 'dataDir' | 'keys'>): Promise<Settings> {
  const [current, ...previous] = keys;
  if (current === undefined)
    throw new Error('SECRET_KEY is missing: it encrypts the secrets in the settings');
  const secretBox = createSecretBox({ current, previous });
  return openFileSettings({ file: join(dataDir, 'settings.json'), secretBox });
}

/** The settings as JSON, secrets as cipher text. Safe while Tenban runs: the file is always whole. */
export async function exportSettings(config: Config): Promise<string> {
  const settings = await openSettings(config);
  return `${JSON.stringify(await settings.export(), null, 2)}\n`;
}

/** Replaces the settings, all or nothing. Throws when Tenban runs on this folder or the file is not usable. */
export async function importSettings(config: Config, json: string): Promise<void> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(config.dataDir);
  try {
    const settings = await openSettings(config);
    await settings.replace(parseSettings(json, 'the file'));
  } finally {
    unlock();
  }
}
