import { type Kysely, sql, type Transaction } from 'kysely';
import type { SettingsFile } from '../core/settings.ts';

/** One row per record, in the order of its section; and one number that grows with every change of any of them. */
export type SettingsTables = {
  settings: SettingsRow;
  settingsVersion: { version: number };
};
type SettingsRow = {
  section: string;
  id: string;
  position: number;
  version: number;
  /** The record as JSON text, its secrets as cipher text. */
  record: string;
};

export type SettingsDb = Kysely<SettingsTables>;

const LISTS = [
  'shops',
  'people',
  'connections',
  'routes',
  'channels',
  'limits',
  'schedules',
] as const;

/** Makes what is missing. Processes that start together do so one after the other. */
export async function makeSettingsTables(db: SettingsDb): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('tenban.settings'))`.execute(tx);
    await sql`create table if not exists settings (
      section text not null, id text not null, position bigint not null, version bigint not null,
      record text not null, primary key (section, id))`.execute(tx);
    await sql`create table if not exists "settingsVersion" (version bigint not null)`.execute(tx);
    await sql`insert into "settingsVersion" select 0 where not exists (select from "settingsVersion")`.execute(
      tx,
    );
  });
}

/** Everything as the settings file has it, not checked. */
export async function readRows(db: SettingsDb): Promise<object> {
  const rows = await db.selectFrom('settings').selectAll().orderBy('position').execute();
  const of = (section: string): SettingsRow[] => rows.filter((row) => row.section === section);
  const lists = LISTS.map((section) => [section, of(section).map(recordIn)]);
  const apps = Object.fromEntries(of('apps').map((row) => [row.id, recordIn(row)]));
  return { version: 1, ...Object.fromEntries(lists), apps };
}

/** Writes the rows in which two states of the settings differ. */
export async function writeRows(
  tx: Transaction<SettingsTables>,
  before: SettingsFile,
  after: SettingsFile,
): Promise<void> {
  const old = new Map(rowsOf(before).map((row) => [nameOf(row), row]));
  for (const row of rowsOf(after)) {
    const same = old.get(nameOf(row));
    old.delete(nameOf(row));
    if (same?.record === row.record && same.position === row.position) continue;
    const { position, version, record } = row;
    await tx
      .insertInto('settings')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['section', 'id']).doUpdateSet({ position, version, record }),
      )
      .execute();
  }
  for (const { section, id } of old.values())
    await tx.deleteFrom('settings').where('section', '=', section).where('id', '=', id).execute();
}

function rowsOf(file: SettingsFile): SettingsRow[] {
  const lists = LISTS.flatMap((section) =>
    file[section].map((record, position) => rowOf(section, record.id, { position, record })),
  );
  const apps = Object.entries(file.apps).map(([name, record], position) =>
    rowOf('apps', name, { position, record }),
  );
  return [...lists, ...apps];
}

function rowOf(
  section: string,
  id: string,
  { position, record }: { position: number; record: { version: number } },
): SettingsRow {
  return { section, id, position, version: record.version, record: JSON.stringify(record) };
}

function nameOf({ section, id }: SettingsRow): string {
  return `${section}/${id}`;
}

function recordIn({ record }: SettingsRow): unknown {
  return JSON.parse(record);
}
