import type { Sections, SettingsFile } from '../core/settings.ts';
import { checkSettings } from './check.ts';
import { countedOn, findRecord, withRecord } from './records.ts';
import type { SecretBox } from './secret-box.ts';
import { sealSettings } from './secrets.ts';

type Change<S extends keyof Sections> = {
  section: S;
  id: string;
  change(current: Sections[S] | null): Sections[S] | null;
};

/** The settings after one record changed, or null when there was nothing to remove. Throws SettingsError. */
export function changedSettings<S extends keyof Sections>(
  before: SettingsFile,
  { section, id, change }: Change<S>,
  box: SecretBox,
): SettingsFile | null {
  const current = findRecord(before, section, id);
  const next = change(structuredClone(current));
  if (current === null && next === null) return null;
  const changed = withRecord(before, { section, id, next });
  return sealSettings(checkSettings(changed, 'The change'), box, 'The change');
}

/** New settings in the place of others. Throws SettingsError. */
export function replacedSettings(
  before: SettingsFile,
  next: SettingsFile,
  box: SecretBox,
): SettingsFile {
  const source = 'The new settings';
  return sealSettings(countedOn(checkSettings(next, source), before), box, source);
}
