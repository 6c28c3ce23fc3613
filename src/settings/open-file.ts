import { Low } from 'lowdb';
import type { Log } from '../core/log.ts';
import { type Settings, SettingsFile } from '../core/settings.ts';
import { changedSettings, replacedSettings } from './changes.ts';
import { createJsonFile } from './json-file.ts';
import { findRecord, recordsOf } from './records.ts';
import type { SecretBox } from './secret-box.ts';
import { openAppSecrets, openSecrets, sealSettings } from './secrets.ts';
import { createTurns } from './turns.ts';

/**
 * Opens the settings in one JSON file; a missing file is empty settings. Secrets written in plain or under a previous key
 * are encrypted and written back. Throws SettingsError, listing every problem, when the file breaks the schema or a
 * secret cannot be decrypted. One process may change the file at a time: its folder must be locked.
 */
export async function openFileSettings({
  file,
  secretBox,
  log,
}: {
  file: string;
  secretBox: SecretBox;
  log?: Log;
}): Promise<Settings> {
  const low = new Low<SettingsFile>(createJsonFile(file), SettingsFile.parse({ version: 1 }));
  await low.read();
  const inTurn = createTurns();

  /** On disk first, then in memory: nobody reads what a crash could take back. */
  async function save(next: SettingsFile): Promise<void> {
    await low.adapter.write(next);
    low.data = next;
  }

  const sealed = sealSettings(low.data, secretBox, file);
  if (JSON.stringify(sealed) !== JSON.stringify(low.data)) {
    await save(sealed);
    log?.info({ file }, 'secrets encrypted under the current key');
  }
  const settings: Settings = {
    get: async (section, id) => structuredClone(findRecord(low.data, section, id)),
    list: async (section) => structuredClone(recordsOf(low.data, section)),
    update: (section, id, change) =>
      inTurn(async () => {
        const next = changedSettings(low.data, { section, id, change }, secretBox);
        if (next === null) return null;
        await save(next);
        return structuredClone(findRecord(low.data, section, id));
      }),
    reveal: (connection) => openSecrets(connection, secretBox),
    revealApp: async (name) => openAppSecrets(low.data, name, secretBox),
    replace: (next) => inTurn(() => save(replacedSettings(low.data, next, secretBox))),
    export: async () => structuredClone(low.data),
    forJob: () => settings,
  };
  return settings;
}
