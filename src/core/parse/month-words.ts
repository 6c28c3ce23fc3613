import { asciiDigits, foldText } from './fold.ts';

export type Era = 'buddhist' | 'common' | 'reiwa';

/** What a word says about a month. A `month` or `year` mark stands before or after its number. */
export type MonthWord =
  | { kind: 'name'; month: number }
  | { kind: 'relative'; months: number }
  | { kind: 'era'; era: Era }
  | { kind: 'mark'; of: 'month' | 'year'; side: 'before' | 'after' };

/** Words in every language Tenban reads, by their `foldMonth`; they come from `locales/`. */
export type MonthWords = ReadonlyMap<string, MonthWord>;

/** Folded; numbers stay apart, and full stops of abbreviations go. */
export function foldMonth(text: string): string {
  const apart = asciiDigits(text.normalize('NFKC')).replace(/(?<=\d)\s+(?=\d)/g, '/');
  return foldText(apart).replace(/(?<!\d)\.|\.(?!\d)/g, '');
}
