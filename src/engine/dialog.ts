import type { AnyCommand, Field } from '../core/command.ts';
import { UserError } from '../core/errors.ts';
import type { DialogRow } from '../core/ledger.ts';
import { termAt } from '../core/parse/terms.ts';
import { splitWords } from '../core/parse/words.ts';
import type { Inbound } from '../core/platform.ts';
import { commandNamed, type House } from './house.ts';
import { proceed } from './proceed.ts';
import { dialogKey, type Reaction, type Turn } from './turn.ts';

/** The question that waits for its answer here, or null. */
export async function openDialog(house: House, turn: Turn): Promise<DialogRow | null> {
  const dialog = await house.ledger.dialogs.get(dialogKey(turn));
  return dialog !== null && dialog.expiresAt > house.clock.now().epochMilliseconds ? dialog : null;
}

function askedField(house: House, { command, asking }: DialogRow): Field<object> | undefined {
  return commandNamed(house, command).fields.find(({ name }) => name === asking);
}

/** In a group only what is said to Tenban, or has the shape of what was asked for, answers a question. */
export function isAnswer(
  house: House,
  event: Inbound & { kind: 'text' },
  dialog: DialogRow,
  said: string,
): boolean {
  const asked = askedField(house, dialog);
  if (event.addressed || asked?.loose) return event.addressed;
  return (asked?.take?.(splitWords(said), house.words.numerals()) ?? 0) > 0;
}

/** Whether a text can be what was asked for, as far as the field can tell: any words may be a reason, not an amount. */
export function fits(house: House, dialog: DialogRow, said: string): boolean {
  const asked = askedField(house, dialog);
  const numerals = house.words.numerals();
  if (asked?.fits !== undefined) return asked.fits(said, numerals);
  if (asked?.options !== undefined) return isOption(asked, readAnswer(house, asked, said));
  if (asked?.take === undefined || asked.loose) return true;
  const words = splitWords(said);
  return asked.take(words, numerals) === words.length;
}

function isOption({ options = [] }: Field<object>, said: string): boolean {
  return options.some(({ value }) => value === said.toLowerCase());
}

/** Goes on with what was asked for. What cannot be it is refused at once, and the question stays. */
export function answerDialog(
  house: House,
  turn: Turn,
  dialog: DialogRow,
  said: string,
): Promise<Reaction> {
  const command = commandNamed(house, dialog.command);
  const asked = askedField(house, dialog);
  if (asked?.fits?.(said, house.words.numerals()) === false) throw misfit(command, asked, said);
  const input = { ...dialog.input, [dialog.asking]: readAnswer(house, asked, said) };
  return proceed(house, turn, { command, input, shop: dialog.shop });
}

function misfit({ name: command }: AnyCommand, { name }: Field<object>, given: string): UserError {
  return new UserError(`commands.${command}.wrong.${name}`, { given });
}

/** The value that was named where the field has a list of them, else what was said. */
function readAnswer({ words }: House, asked: Field<object> | undefined, said: string): string {
  const spoken = splitWords(said);
  const found = termAt(spoken, words.terms().get(asked?.terms ?? ''));
  return found?.length === spoken.length ? found.value : said;
}
