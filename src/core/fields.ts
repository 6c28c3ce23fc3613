import type { AnyCommand, Field } from './command.ts';
import type { Input } from './message.ts';
import type { Numerals } from './parse/numerals.ts';

/**
 * Deals the words after a command's name out to its fields, in order. A word that a field does not take is offered to
 * the next one. `left` are words nobody took.
 */
export function dealWords(
  command: Pick<AnyCommand, 'fields'>,
  words: readonly string[],
  numerals: Numerals,
): { input: Input; left: string[] } {
  const input: Input = {};
  let rest = [...words];
  for (const field of command.fields) {
    const taken = wordsFor(field, rest, numerals);
    if (taken === 0) continue;
    input[field.name] = rest.slice(0, taken).join(' ');
    rest = rest.slice(taken);
  }
  return { input, left: rest };
}

function wordsFor(field: Field<object>, words: readonly string[], numerals: Numerals): number {
  if (words.length === 0) return 0;
  if (field.rest) return words.length;
  return field.take === undefined ? 1 : field.take(words, numerals);
}

/** The first field still to be asked for: a missing one that is required, or optional with nothing given after it. */
export function missingField(
  command: Pick<AnyCommand, 'fields'>,
  input: Input,
  leftOut: ReadonlySet<string>,
): Field<object> | null {
  const { fields } = command;
  return (
    fields.find((field, index) => {
      if (field.unasked || input[field.name] !== undefined || leftOut.has(field.name)) return false;
      const laterGiven = fields.slice(index + 1).some((later) => input[later.name] !== undefined);
      return !field.optional || !laterGiven;
    }) ?? null
  );
}
