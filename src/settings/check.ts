import type { z } from 'zod';
import { SettingsFile } from '../core/settings.ts';

/** The settings cannot be used. Lists every problem by its path, never a value of a secret. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  readonly problems: string[];

  constructor(what: string, problems: string[]) {
    super(`${what}\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads settings as text. `source` names them in the error. Throws SettingsError. */
export function parseSettings(json: string, source: string): SettingsFile {
  return checkSettings(parseJson(json.replace(/^\uFEFF/, ''), source), source);
}

/** Throws SettingsError unless the value has the shape of the settings. */
export function checkSettings(value: unknown, source: string): SettingsFile {
  const parsed = SettingsFile.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    `${source} cannot be used. Correct this and try again:`,
    parsed.error.issues.flatMap(problemsOf),
  );
}

/** The parser's own words quote the text around the mistake, which may be a secret: only the place is told. */
function parseJson(json: string, source: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const place = /\(line \d+ column \d+\)/.exec(error instanceof Error ? error.message : '');
    const where = place === null ? '' : ` ${place[0]}`;
    throw new SettingsError(`${source} cannot be read:`, [`it is not valid JSON${where}`]);
  }
}

function problemsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code !== 'unrecognized_keys') return [`${pathOf(issue.path)}: ${issue.message}`];
  return issue.keys.map((key) => `${pathOf([...issue.path, key])}: there is no such setting`);
}

function pathOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the file';
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}
