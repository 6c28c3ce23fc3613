import type { AnyCommand, AnyShopCommand, Context, Field, Question } from '../core/command.ts';
import { missingField } from '../core/fields.ts';
import type { Input, Message } from '../core/message.ts';
import type { Shop } from '../core/settings.ts';
import { raw, text } from '../core/text.ts';
import type { House } from './house.ts';
import { dialogKey, type Reaction, type Turn } from './turn.ts';

/** Which shop is meant, for people who have several: asked like any other argument. */
export const SHOP = 'shop';
const DIALOG_LASTS = 15 * 60_000;

/** The next thing to ask for. Optional fields that need no asking are passed over. */
export async function nextQuestion(
  command: AnyShopCommand,
  input: Input,
  { context, leftOut: before }: { context: Context; leftOut: ReadonlySet<string> },
): Promise<Question | null> {
  const leftOut = new Set(before);
  for (
    let field = missingField(command, input, leftOut);
    field !== null;
    field = missingField(command, input, leftOut)
  ) {
    const question = await questionFor(command, field, { input, context });
    if (question !== null) return question;
    leftOut.add(field.name);
  }
  return null;
}

type Asking = { input: Input; context: Context };

async function questionFor(
  command: AnyShopCommand,
  field: Field<object>,
  { input, context }: Asking,
): Promise<Question | null> {
  if (field.ask === undefined)
    return {
      field: field.name,
      text: text(`commands.${command.name}.ask.${field.name}`),
      ...(field.options && { choices: [...field.options] }),
    };
  const question = await field.ask(input, context);
  return question === null ? null : { field: field.name, ...question };
}

type Asked = { command: AnyCommand; input: Input; shop: Shop | null; question: Question };

/** Says the question, with its choices as buttons, and remembers what was asked. */
export function ask(house: House, turn: Turn, { command, input, shop, question }: Asked): Reaction {
  const message: Message = {
    tone: 'plain',
    title: question.text,
    ...(question.lines && { lines: question.lines }),
    choices: (question.choices ?? []).map(({ label, value }) => ({
      kind: 'open',
      label,
      command: command.name,
      input: { ...input, ...(shop && { [SHOP]: shop.id }), [question.field]: value },
    })),
  };
  return {
    message,
    shop,
    write: (tx) =>
      tx.dialogs.put({
        key: dialogKey(turn),
        command: command.name,
        shop: shop?.id ?? null,
        input: without(input, question.field),
        asking: question.field,
        expiresAt: house.clock.now().epochMilliseconds + DIALOG_LASTS,
      }),
  };
}

export function askShop(
  house: House,
  turn: Turn,
  { command, input, shops }: { command: AnyCommand; input: Input; shops: Shop[] },
): Reaction {
  const choices = shops.map(({ id, name }) => ({ label: raw(name), value: id }));
  return ask(house, turn, {
    command,
    input,
    shop: null,
    question: { field: SHOP, text: text('talk.which-shop'), choices },
  });
}

/** The input less one field. */
export function without(input: Input, field: string): Input {
  return Object.fromEntries(Object.entries(input).filter(([name]) => name !== field));
}
