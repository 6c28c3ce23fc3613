import type { Sections, SettingsFile } from '../core/settings.ts';

type Records = { [S in keyof Sections]: Sections[S][] };

/** A section's records. */
export function recordsOf<S extends keyof Sections>(file: Records, section: S): Sections[S][] {
  return file[section];
}

export function findRecord<S extends keyof Sections>(
  file: Records,
  section: S,
  id: string,
): Sections[S] | null {
  return recordsOf(file, section).find((record) => record.id === id) ?? null;
}

/** The settings with one record changed in place, added at the end, or removed (null). The version is counted here. */
export function withRecord<S extends keyof Sections>(
  file: SettingsFile,
  { section, id, next }: { section: S; id: string; next: Sections[S] | null },
): object {
  const records = recordsOf(file, section);
  if (next === null) return { ...file, [section]: records.filter((record) => record.id !== id) };
  if (next.id !== id)
    throw new Error(`The record "${id}" of ${section} cannot become "${next.id}": ids stay.`);
  const current = findRecord(file, section, id);
  const counted = { ...next, version: (current?.version ?? 0) + 1 };
  const changed =
    current === null
      ? [...records, counted]
      : records.map((record) => (record.id === id ? counted : record));
  return { ...file, [section]: changed };
}

/** Settings that take the place of others: the version of a record that was there before counts on from it. */
export function countedOn(next: SettingsFile, before: SettingsFile): SettingsFile {
  function count<S extends keyof Sections>(section: S): Sections[S][] {
    return recordsOf(next, section).map((record) => {
      const old = findRecord(before, section, record.id);
      return old === null ? record : { ...record, version: old.version + 1 };
    });
  }
  return {
    ...next,
    shops: count('shops'),
    people: count('people'),
    connections: count('connections'),
    routes: count('routes'),
    channels: count('channels'),
    limits: count('limits'),
    schedules: count('schedules'),
  };
}
