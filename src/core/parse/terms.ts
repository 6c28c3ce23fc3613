import type { AnyCommand } from '../command.ts';
import { foldText } from './fold.ts';

/** What the values of a list are called, in every language Tenban reads: by group, the folded words and their value. */
export type Terms = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Words that one term may have. */
const LONGEST = 4;

/** The longest term that the words begin with: its value and how many words it has. Null when they begin with none. */
export function termAt(
  words: readonly string[],
  group: ReadonlyMap<string, string> | undefined,
): { value: string; length: number } | null {
  for (let length = Math.min(LONGEST, words.length); length > 0; length -= 1) {
    const value = group?.get(foldText(words.slice(0, length).join('')));
    if (value !== undefined) return { value, length };
  }
  return null;
}

/** The words, what names a value of one of the command's lists being that value: 出荷情報反映 is `ship-info`. */
export function readTerms(
  words: readonly string[],
  command: Pick<AnyCommand, 'fields'>,
  terms: Terms,
): string[] {
  const groups = command.fields.flatMap(({ terms: name }) => terms.get(name ?? '') ?? []);
  if (groups.length === 0) return [...words];
  const read: string[] = [];
  for (let at = 0; at < words.length;) {
    const found = groups
      .map((group) => termAt(words.slice(at), group))
      .find((term) => term !== null);
    read.push(found?.value ?? words[at] ?? '');
    at += found?.length ?? 1;
  }
  return read;
}
