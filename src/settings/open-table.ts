import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Settings, SettingsFile } from '../core/settings.ts';
import { changedSettings, replacedSettings } from './changes.ts';
import { checkSettings } from './check.ts';
import { findRecord, recordsOf } from './records.ts';
import type { SecretBox } from './secret-box.ts';
import { openAppSecrets, openSecrets, sealSettings } from './secrets.ts';
import { makeSettingsTables, readRows, type SettingsDb, writeRows } from './table-rows.ts';
import { createTurns } from './turns.ts';
import { createGlance, type View } from './view.ts';

const SOURCE = 'The settings in the database';

/** The settings at one version of the whole. */
type State = { version: number; file: SettingsFile };

/**
 * Opens the settings in two tables of a PostgreSQL database, made when they are missing. Every read asks for the version
 * of the whole and reads the records again when another process has changed it, so a change counts everywhere at once.
 * Secrets written in plain or under a previous key are encrypted and written back. Throws SettingsError, listing every
 * problem, when the records break the schema or a secret cannot be decrypted.
 */
export async function openTableSettings({
  db,
  secretBox,
  clock,
  log,
}: {
  db: SettingsDb;
  secretBox: SecretBox;
  clock: Clock;
  log?: Log;
}): Promise<Settings> {
  await makeSettingsTables(db);
  const inTurn = createTurns();
  let known = await readState(db);

  async function current(): Promise<SettingsFile> {
    const version = await readVersion(db);
    if (version !== known.version) known = await readState(db);
    return known.file;
  }

  /** Changes the whole as it is now, with everybody else waiting. Null, and nothing written, when `change` returns null. */
  function save(
    change: (before: SettingsFile) => SettingsFile | null,
  ): Promise<SettingsFile | null> {
    return inTurn(async () => {
      const state = await db.transaction().execute(async (tx) => {
        const version = await readVersion(tx, 'to change it');
        const before = version === known.version ? known.file : (await readState(tx)).file;
        const file = change(before);
        if (file === null) return null;
        await writeRows(tx, before, file);
        await tx
          .updateTable('settingsVersion')
          .set({ version: version + 1 })
          .execute();
        return { version: version + 1, file };
      });
      known = state ?? known;
      return state?.file ?? null;
    });
  }

  const sealed = await save((before) => {
    const file = sealSettings(before, secretBox, SOURCE);
    return JSON.stringify(file) === JSON.stringify(before) ? null : file;
  });
  if (sealed !== null) log?.info({}, 'secrets encrypted under the current key');

  const parts = { current, save, secretBox, clock };
  return settingsSeen({ file: current, forget: () => undefined }, parts);
}

type Parts = {
  /** Asks whether anything was changed. */
  current(): Promise<SettingsFile>;
  save(change: (before: SettingsFile) => SettingsFile | null): Promise<SettingsFile | null>;
  secretBox: SecretBox;
  clock: Clock;
};

/** The settings as they are seen in this way. */
function settingsSeen({ file, forget }: View, parts: Parts): Settings {
  const { current, save, secretBox, clock } = parts;
  return {
    get: async (section, id) => structuredClone(findRecord(await file(), section, id)),
    list: async (section) => structuredClone(recordsOf(await file(), section)),
    async update(section, id, change) {
      const after = await save((before) =>
        changedSettings(before, { section, id, change }, secretBox),
      );
      forget();
      return after === null ? null : structuredClone(findRecord(after, section, id));
    },
    reveal: (connection) => openSecrets(connection, secretBox),
    revealApp: async (name) => openAppSecrets(await file(), name, secretBox),
    async replace(next) {
      await save((before) => replacedSettings(before, next, secretBox));
      forget();
    },
    export: async () => structuredClone(await file()),
    forJob: () => settingsSeen(createGlance(current, clock), parts),
  };
}

/** The version first: records that are newer than it are only read once more. */
async function readState(db: SettingsDb): Promise<State> {
  const version = await readVersion(db);
  return { version, file: checkSettings(await readRows(db), SOURCE) };
}

async function readVersion(db: SettingsDb, why?: 'to change it'): Promise<number> {
  const query = db.selectFrom('settingsVersion').select('version');
  const row = await (why === undefined ? query : query.forUpdate()).executeTakeFirstOrThrow();
  return row.version;
}
