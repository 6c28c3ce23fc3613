import { z } from 'zod';
import type { Context, Field, Question } from '../../core/command.ts';
import { foldText } from '../../core/parse/fold.ts';
import { peopleNamed } from '../../core/people.ts';
import { identityKey, type Person, ROLES } from '../../core/settings.ts';
import { raw, text } from '../../core/text.ts';

const LONGEST_NAME = 60;
export const PersonName = z.string().trim().min(1).max(LONGEST_NAME);

/** One of the roles. */
export const roleField: Field<object> = {
  name: 'role',
  terms: 'roles',
  options: ROLES.map((role) => ({ label: text(`roles.${role}`), value: role })),
};

/** All words but a role at the end: names have spaces. */
export function takeName(words: readonly string[]): number {
  const last = ROLES.some((role) => role === words.at(-1)?.toLowerCase());
  return last ? words.length - 1 : words.length;
}

/** Who has a role in the shop, in the order of the settings. */
export async function crewOf({ settings, shop }: Context): Promise<Person[]> {
  const people = await settings.list('people');
  return people.filter(({ roles }) => roles[shop.id] !== undefined);
}

/**
 * Somebody of the shop by name or id; a question when nobody or several are called that. People of other shops are as
 * unknown as people who do not exist.
 */
export async function personNamed(
  given: string,
  context: Context,
): Promise<Person | { ask: Question }> {
  const crew = await crewOf(context);
  const found = peopleNamed(given, crew);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  return {
    ask: {
      field: 'person',
      text: text(found.length === 0 ? 'people.nobody' : 'people.several', {
        name: given,
        shop: context.shop.name,
      }),
      choices: choicesOf(found.length === 0 ? crew : found),
    },
  };
}

/** Asks who is meant, with everybody of the shop to choose from. */
export async function askPerson(
  command: string,
  context: Context,
): Promise<Omit<Question, 'field'>> {
  return {
    text: text(`commands.${command}.ask.person`),
    choices: choicesOf(await crewOf(context)),
  };
}

/** Two people of the same name are told apart by an account. */
function choicesOf(people: readonly Person[]): NonNullable<Question['choices']> {
  const names = people.map(({ name }) => foldText(name));
  return people.map(({ id, name, identities: [account] }) => {
    const twin = names.filter((other) => other === foldText(name)).length > 1;
    const more = twin && account !== undefined ? ` (${identityKey(account)})` : '';
    return { label: raw(`${name}${more}`), value: id };
  });
}
