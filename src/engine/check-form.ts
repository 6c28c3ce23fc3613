import type { AnyCommand, Field } from '../core/command.ts';
import type { Input } from '../core/message.ts';
import type { FilledForm } from '../core/platform.ts';
import { type Text, text } from '../core/text.ts';
import type { House } from './house.ts';
import { knownForm, type KnownForm } from './submit-form.ts';

/**
 * What is wrong with a filled-in form, while the person still has it before them: an empty field that is needed, a value
 * the command cannot read, a form that has died. Reads the form's row and asks nobody else; what only a remote system can
 * tell comes later, in the conversation.
 */
export async function checkForm(house: House, filled: FilledForm): Promise<Input | null> {
  const { token, values, locale } = filled;
  const form = await knownForm(house, token, values);
  const wrong = form === null ? staleEverywhere(values) : wrongFields(house, form, values);
  const { timeZone } = house.defaults;
  const now = house.clock.now().epochMilliseconds;
  const view = { locale: locale ?? house.defaults.locale, timeZone, shopZone: timeZone, now };
  const said = wrong.map(([field, words]) => [field, house.words.say(words, view)] as const);
  return said.length === 0 ? null : Object.fromEntries(said);
}

type Wrong = readonly [field: string, words: Text][];

/** Said at the first field: it is about all of them. */
function staleEverywhere(values: Input): Wrong {
  const [first] = Object.keys(values);
  return first === undefined ? [] : [[first, text('talk.form.stale')]];
}

/** Only what stands in the form can be complained about there. */
function wrongFields(house: House, { command, input }: KnownForm, values: Input): Wrong {
  const parsed = command.input.safeParse(input);
  const refused = new Set(parsed.error?.issues.map(({ path }) => path[0]));
  const shown = command.fields.filter(({ name }) => values[name] !== undefined);
  return shown.flatMap((field): Wrong => {
    const given = input[field.name];
    if (given === undefined) return field.optional ? [] : [[field.name, text('talk.form.empty')]];
    const fits = field.fits?.(given, house.words.numerals()) ?? true;
    return fits && !refused.has(field.name) ? [] : [[field.name, wrongText(command, field, given)]];
  });
}

function wrongText(command: AnyCommand, { name }: Field<object>, given: string): Text {
  return text(`commands.${command.name}.wrong.${name}`, { given });
}
