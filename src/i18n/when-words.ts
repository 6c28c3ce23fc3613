import { foldWhen, type WhenWord, type WhenWords } from '../core/parse/when-words.ts';
import { LOCALES } from '../core/settings.ts';
import type { Locales } from './locales.ts';

const WEEKDAY = /^whens\.weekday\.([1-7])$/;
const MEANINGS: { [key: string]: WhenWord } = {
  'whens.day': { kind: 'day' },
  'whens.week': { kind: 'week' },
  'whens.month': { kind: 'month' },
  'whens.last': { kind: 'last' },
  'whens.filler': { kind: 'filler' },
};

/** What is said about when something recurs, in all languages together, from `whens.day`, `whens.weekday.1` (Monday) … */
export function whenWordsOf(locales: Locales): WhenWords {
  return new Map(
    LOCALES.flatMap((locale) =>
      Object.entries(locales[locale])
        .filter(([key]) => key.startsWith('whens.'))
        .flatMap(([key, words]) =>
          [words].flat().map((word): [string, WhenWord] => [foldWhen(word), meaningOf(key)]),
        ),
    ),
  );
}

function meaningOf(key: string): WhenWord {
  const weekday = WEEKDAY.exec(key)?.[1];
  const meaning =
    weekday === undefined ? MEANINGS[key] : { kind: 'weekday' as const, weekday: Number(weekday) };
  if (meaning === undefined)
    throw new Error(
      `${key} says nothing about when: use whens.weekday.1 to .7, ${Object.keys(MEANINGS).join(', ')}`,
    );
  return meaning;
}
