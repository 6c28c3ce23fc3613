import { foldText } from './fold.ts';

/** What a word says about when something recurs. `filler` says nothing, such as "at". `last` is a month's last day. */
export type WhenWord =
  | { kind: 'day' | 'week' | 'month' | 'last' | 'filler' }
  | { kind: 'weekday'; weekday: number };

/** Words in every language Tenban reads, folded; they come from `locales/`. */
export type WhenWords = ReadonlyMap<string, WhenWord>;

export function foldWhen(word: string): string {
  return foldText(word);
}
