import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Locale } from '../core/settings.ts';

/** One language: flat keys, each a text (an ICU message) or a list of words. */
const Catalog = z.record(
  z.string().min(1),
  z.union([z.string().min(1), z.array(z.string().min(1))]),
);
type Catalog = z.infer<typeof Catalog>;
export type Locales = Readonly<Record<Locale, Catalog>>;

const FOLDER = new URL('../../locales/', import.meta.url);

/** Reads the four files of `locales/`. Throws when one cannot be read or holds anything but texts and lists of them. */
export function readLocales(folder: URL = FOLDER): Locales {
  return {
    en: readCatalog(folder, 'en'),
    th: readCatalog(folder, 'th'),
    vi: readCatalog(folder, 'vi'),
    ja: readCatalog(folder, 'ja'),
  };
}

function readCatalog(folder: URL, locale: Locale): Catalog {
  const file = new URL(`${locale}.json`, folder);
  try {
    return Catalog.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(
      `${file.pathname} is no locale file: put back a flat JSON object of texts and lists of texts`,
      { cause },
    );
  }
}
