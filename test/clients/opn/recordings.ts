import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../../shared/specs/opn/omise-php');

/** Why a test on Opn's recorded answers is skipped; false when they are there. */
export const skip: string | false = existsSync(FOLDER)
  ? false
  : 'the recorded answers (../shared/specs/opn/omise-php) are not here';

export type Recording = Record<string, unknown>;

/** Every recorded object of a kind, wherever it stands: alone, in a list, inside an event. */
export function recorded(object: string): { file: string; body: Recording }[] {
  if (skip !== false) return [];
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const body: unknown = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
      return within(body)
        .filter((found) => found['object'] === object)
        .map((found) => ({ file, body: found }));
    });
}

/** One recorded answer, by its path below the API's folder. */
export function answer(path: string): Recording {
  const body: unknown = JSON.parse(readFileSync(join(FOLDER, 'api.omise.co', path), 'utf8'));
  const [whole] = within(body);
  if (whole === undefined) throw new Error(`${path} holds no object`);
  return whole;
}

function within(value: unknown): Recording[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(within);
  return Array.isArray(value) ? inside : [Object.fromEntries(Object.entries(value)), ...inside];
}
