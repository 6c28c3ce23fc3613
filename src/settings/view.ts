import type { Clock } from '../core/clock.ts';
import type { SettingsFile } from '../core/settings.ts';

/** How long what a job has read counts as how it is now. */
const FRESH_MS = 250;

/** How somebody sees the settings. */
export type View = {
  file(): Promise<SettingsFile>;
  /** What was seen before is not how it is any more. */
  forget(): void;
};

/** The settings as they were when they were last looked at, which is done again after a moment. */
export function createGlance(read: () => Promise<SettingsFile>, clock: Clock): View {
  let seen: { at: number; file: Promise<SettingsFile> } | null = null;

  function look(at: number): Promise<SettingsFile> {
    const file = read();
    seen = { at, file };
    return file;
  }

  return {
    file() {
      const now = clock.now().epochMilliseconds;
      return seen !== null && now - seen.at < FRESH_MS ? seen.file : look(now);
    },
    forget: () => void (seen = null),
  };
}
