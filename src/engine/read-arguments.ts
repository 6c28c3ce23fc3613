import type { AnyCommand } from '../core/command.ts';
import { dealWords } from '../core/fields.ts';
import type { Input } from '../core/message.ts';
import { readTerms, termAt } from '../core/parse/terms.ts';
import { splitWords } from '../core/parse/words.ts';
import { lexiconOf } from './desks.ts';
import { commandNamed, type House } from './house.ts';

/** What was said to a command, as its arguments. `left` are words that none of them takes. */
export function readArguments(
  house: House,
  said: string,
  { command: name, rest }: { command: string; rest: string },
): { command: AnyCommand; input: Input; left: string[] } {
  const command = commandNamed(house, name);
  const read = command.read?.(said, lexiconOf(house));
  if (read !== undefined)
    return { command: commandNamed(house, read.command), input: read.input, left: [] };
  const words = readTerms(splitWords(rest), command, house.words.terms());
  return { command, ...dealWords(command, words, house.words.numerals()) };
}

/** What was said as the answer to a question: the value it names where the field has a list of them, else as it was said. */
export function readAnswer(
  { words }: House,
  { fields }: AnyCommand,
  { field, said }: { field: string; said: string },
): string {
  const asked = fields.find(({ name }) => name === field);
  const spoken = splitWords(said);
  const found = termAt(spoken, words.terms().get(asked?.terms ?? ''));
  return found?.length === spoken.length ? found.value : said;
}
