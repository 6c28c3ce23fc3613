import type { AnyCommand } from '../core/command.ts';
import { dealWords } from '../core/fields.ts';
import type { Input } from '../core/message.ts';
import { readTerms } from '../core/parse/terms.ts';
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
