import type { Log } from '../core/log.ts';
import type { Vocabulary } from '../core/parse/command-name.ts';
import type { MonthWords } from '../core/parse/month-words.ts';
import type { Numerals } from '../core/parse/numerals.ts';
import type { Terms } from '../core/parse/terms.ts';
import type { WhenWords } from '../core/parse/when-words.ts';
import type { Locale } from '../core/settings.ts';
import type { Text, Value, Values } from '../core/text.ts';
import type { Locales } from './locales.ts';
import { createMessages, type Plain } from './messages.ts';
import { monthWordsOf } from './month-words.ts';
import { numeralsOf } from './numerals.ts';
import { termsOf } from './terms.ts';
import { vocabularyOf } from './vocabulary.ts';
import { whenWordsOf } from './when-words.ts';
import { writeMoney } from './write-money.ts';
import { writeTime } from './write-time.ts';

/** For whom and when words are chosen. Zones are IANA names, `now` is epoch milliseconds. */
export type View = { locale: Locale; timeZone: string; shopZone: string; now: number };

export type Words = {
  /** The text in the reader's language, with money and times written the reader's way. */
  say(text: Text, view: View): string;
  /** Whether there are words for this key. */
  has(key: string): boolean;
  /** The words of a list, empty when there is none by that key. */
  list(key: string, locale: Locale): readonly string[];
  /** What commands, amounts, months and times are called, in all languages together. */
  vocabulary(): Vocabulary;
  numerals(): Numerals;
  monthWords(): MonthWords;
  whenWords(): WhenWords;
  terms(): Terms;
};

/**
 * With a log, a text that cannot be written is logged and the English stands in, because a delivery must not fail.
 * Without one it throws.
 */
type Options = { log?: Log };

export function createWords(locales: Locales, options: Options = {}): Words {
  const vocabulary = vocabularyOf(locales);
  const numerals = numeralsOf(locales);
  const monthWords = monthWordsOf(locales);
  const whenWords = whenWordsOf(locales);
  const terms = termsOf(locales);
  return {
    say: createSay(locales, options),
    has: (key) => locales.en[key] !== undefined,
    list: (key, locale) => [locales[locale][key] ?? []].flat(),
    vocabulary: () => vocabulary,
    numerals: () => numerals,
    monthWords: () => monthWords,
    whenWords: () => whenWords,
    terms: () => terms,
  };
}

/** What somebody typed is said back by its beginning, so that the words about it stay in sight. */
const SAID_BACK = 60;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function beginningOf(given: string): string {
  if (given.length <= SAID_BACK) return given;
  const shown = [...graphemes.segment(given)].map(({ segment }) => segment);
  return shown.length <= SAID_BACK ? given : `${shown.slice(0, SAID_BACK - 1).join('')}…`;
}

function createSay(locales: Locales, { log }: Options): Words['say'] {
  const write = createMessages(locales);

  function plain(value: Value, view: View): string | number {
    if (typeof value !== 'object') return value;
    if ('text' in value) return say(value.text, view);
    if ('money' in value) return writeMoney(value.money, view.locale, write);
    return writeTime(value, view, write);
  }

  function plainValues(values: Values, view: View): Plain {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        name === 'given' && typeof value === 'string' ? beginningOf(value) : plain(value, view),
      ]),
    );
  }

  function say(text: Text, view: View): string {
    if ('raw' in text) return text.raw;
    const { key, values = {} } = text;
    try {
      return write(key, view.locale, plainValues(values, view));
    } catch (cause) {
      if (log === undefined)
        throw new Error(`"${key}" cannot be written in ${view.locale}`, { cause });
      log.error({ key, locale: view.locale, err: cause }, 'a text could not be written');
      return english(key, values, view);
    }
  }

  /** Last resort: the English text with its values, or else as it stands in the file. */
  function english(key: string, values: Values, view: View): string {
    try {
      return write(key, 'en', plainValues(values, { ...view, locale: 'en' }));
    } catch {
      return [locales.en[key] ?? key].flat().join(', ');
    }
  }

  return say;
}
