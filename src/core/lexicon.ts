import type { Vocabulary } from './parse/command-name.ts';
import type { MonthWords } from './parse/month-words.ts';
import type { WhenWords } from './parse/when-words.ts';

/** What commands, months and times are called, in all languages together. */
export type Lexicon = { vocabulary: Vocabulary; months: MonthWords; whens: WhenWords };
