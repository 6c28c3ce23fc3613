import { foldMonth, type MonthWord, type MonthWords } from '../core/parse/month-words.ts';
import { LOCALES } from '../core/settings.ts';
import type { Locales } from './locales.ts';

const MEANINGS: { [key: string]: MonthWord } = {
  'months.this': { kind: 'relative', months: 0 },
  'months.last': { kind: 'relative', months: -1 },
  'months.era.buddhist': { kind: 'era', era: 'buddhist' },
  'months.era.common': { kind: 'era', era: 'common' },
  'months.era.reiwa': { kind: 'era', era: 'reiwa' },
  'months.mark.month.before': { kind: 'mark', of: 'month', side: 'before' },
  'months.mark.month.after': { kind: 'mark', of: 'month', side: 'after' },
  'months.mark.year.before': { kind: 'mark', of: 'year', side: 'before' },
  'months.mark.year.after': { kind: 'mark', of: 'year', side: 'after' },
};

/** The words of months in all languages together, from `months.01` to `months.12` and the keys above. */
export function monthWordsOf(locales: Locales): MonthWords {
  return new Map(
    LOCALES.flatMap((locale) =>
      Object.entries(locales[locale])
        .filter(([key]) => key.startsWith('months.'))
        .flatMap(([key, words]) =>
          [words].flat().map((word): [string, MonthWord] => [foldMonth(word), meaningOf(key)]),
        ),
    ),
  );
}

function meaningOf(key: string): MonthWord {
  const month = /^months\.(0[1-9]|1[0-2])$/.exec(key)?.[1];
  const meaning =
    month === undefined ? MEANINGS[key] : { kind: 'name' as const, month: Number(month) };
  if (meaning === undefined)
    throw new Error(
      `${key} is no month word: use months.01 to months.12, ${Object.keys(MEANINGS).join(', ')}`,
    );
  return meaning;
}
