import { foldText } from '../core/parse/fold.ts';
import type { Numerals, Scale } from '../core/parse/numerals.ts';
import { LOCALES } from '../core/settings.ts';
import type { Locales } from './locales.ts';

const ZEROS: { [name: string]: number } = {
  hundred: 2,
  thousand: 3,
  'ten-thousand': 4,
  'hundred-thousand': 5,
  million: 6,
  'hundred-million': 8,
  billion: 9,
};
const CURRENCY = /^units\.currency\.([A-Z]{3})$/;
const SCALE = /^units\.(short\.)?([a-z-]+)$/;

/** The words of amounts in all languages together, from `units.currency.<code>`, `units.<scale>` and `units.short.<scale>`. */
export function numeralsOf(locales: Locales): Numerals {
  const currencies = new Map<string, string[]>();
  const scales = new Map<string, Scale>();
  for (const [key, word] of LOCALES.flatMap((locale) => unitWords(locales, locale))) {
    const code = CURRENCY.exec(key)?.[1];
    const [, short, name = ''] = SCALE.exec(key) ?? [];
    const zeros = ZEROS[name];
    if (code !== undefined)
      currencies.set(word, [...new Set([...(currencies.get(word) ?? []), code])]);
    else if (zeros !== undefined) scales.set(word, { zeros, short: short !== undefined });
    else
      throw new Error(
        `${key} is no unit: name it units.currency.<code> or units.<${Object.keys(ZEROS).join('|')}>`,
      );
  }
  return { currencies, scales };
}

function unitWords(locales: Locales, locale: keyof Locales): [key: string, word: string][] {
  return Object.entries(locales[locale])
    .filter(([key]) => key.startsWith('units.'))
    .flatMap(([key, words]) =>
      [words].flat().map((word): [string, string] => [key, foldText(word)]),
    );
}
