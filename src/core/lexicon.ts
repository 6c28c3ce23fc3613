import type { Terms } from './parse/terms.ts';
import type { Vocabulary } from './parse/command-name.ts';
import type { MonthWords } from './parse/month-words.ts';
import type { WhenWords } from './parse/when-words.ts';

/** What commands, months, times and the values of lists are called, in all languages together. */
export type Lexicon = {
  vocabulary: Vocabulary;
  months: MonthWords;
  whens: WhenWords;
  terms: Terms;
};
