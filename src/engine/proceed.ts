import type { AnyCommand, AnyShopCommand, Context } from '../core/command.ts';
import { UserError } from '../core/errors.ts';
import { missingField } from '../core/fields.ts';
import type { Input } from '../core/message.ts';
import type { Shop } from '../core/settings.ts';
import { text } from '../core/text.ts';
import { ask, askShop, nextQuestion, SHOP, without } from './ask.ts';
import { openContext, runContext, shopContext } from './context.ts';
import { openForm } from './form.ts';
import { type House, platformOf } from './house.ts';
import { previewMessage } from './preview.ts';
import { deniedMessage, openAction, staleMessage } from './refusals.ts';
import { dialogKey, type Reaction, shopsFor, type Turn } from './turn.ts';

export type Wanted = {
  command: AnyCommand;
  input: Input;
  shop?: string | null;
  left?: readonly string[];
};

/** Takes a command as far as its arguments reach: a question, a preview, or its answer. */
export async function proceed(house: House, turn: Turn, wanted: Wanted): Promise<Reaction> {
  const { command, input } = wanted;
  if (command.role === null) {
    const message = await command.run(checkInput(command, input), openContext(house, turn));
    return { message, write: (tx) => tx.dialogs.remove(dialogKey(turn)) };
  }
  if (wanted.left !== undefined && wanted.left.length > 0) throw leftOver(command, wanted.left);
  const shops = shopsFor(turn, command);
  const named = wanted.shop ?? input[SHOP];
  const shop = named === undefined ? onlyOne(shops) : shops.find((each) => isNamed(each, named));
  if (shop !== undefined) return inShop(house, turn, { command, input, shop });
  // A button of a shop where the person has no role says nothing about that shop.
  const given = wanted.shop ?? null;
  if (given !== null && turn.actor.person !== null && !turn.shops.some(({ id }) => id === given))
    return { message: staleMessage() };
  const elsewhere = turn.shops.find((each) => named !== undefined && isNamed(each, named));
  if (shops.length === 0 || elsewhere !== undefined)
    return denied(house, turn, command, elsewhere ?? turn.shops[0] ?? null);
  return askShop(house, turn, { command, input: without(input, SHOP), shops });
}

function isNamed({ id, name }: Shop, wanted: string): boolean {
  return id === wanted || name.toLowerCase() === wanted.trim().toLowerCase();
}

export function onlyOne<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

async function denied(
  house: House,
  turn: Turn,
  command: AnyCommand,
  shop: Shop | null,
): Promise<Reaction> {
  const message = await deniedMessage(house, turn, command, shop);
  house.log.info(
    { command: command.name, shop: shop?.id, account: turn.account },
    'command refused',
  );
  return { message, shop };
}

type InShop = { command: AnyShopCommand; input: Input; shop: Shop };

async function inShop(house: House, turn: Turn, wanted: InShop): Promise<Reaction> {
  const { command, shop } = wanted;
  if (command.uses.length > 0)
    void platformOf(house, turn.channel.platform).working(turn.inbound.address);
  const context = await turnContext(house, turn, { command, shop });
  const input = { ...wanted.input };
  const incomplete = missingField(command, input, new Set()) !== null;
  if (incomplete && (await openForm(house, turn, { command, input, shop })))
    return { shop, write: (tx) => tx.dialogs.remove(dialogKey(turn)) };
  const question = await nextQuestion(command, input, context);
  if (question !== null) return ask(house, turn, { command, input, shop, question });
  const given = checkInput(command, input);
  if (command.preview === undefined) {
    const message = await command.run(given, runContext(house, context, turn.id));
    return { message, shop, write: (tx) => tx.dialogs.remove(dialogKey(turn)) };
  }
  const preview = await command.preview(given, context);
  if ('ask' in preview) return ask(house, turn, { command, input, shop, question: preview.ask });
  const message = 'show' in preview ? preview.show : previewMessage(command, input, preview);
  return { message, shop, write: (tx) => tx.dialogs.remove(dialogKey(turn)) };
}

export async function turnContext(
  house: House,
  turn: Turn,
  about: { command: AnyShopCommand; shop: Shop },
): Promise<Context> {
  const { person } = turn.actor;
  if (person === null) throw new Error('a command about a shop needs a person');
  const { shops, channel, locale } = turn;
  return shopContext(house, about.command, { shop: about.shop, person, shops, channel, locale });
}

/** Parses the arguments; a wrong one is named, with what it should be. */
export function checkInput<Given>(
  command: { name: string; input: { safeParse(value: unknown): Parsed<Given> } },
  input: Input,
): Given {
  const parsed = command.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0] ?? '');
  throw new UserError(
    `commands.${command.name}.wrong.${field}`,
    { given: input[field] ?? '' },
    { actions: [openAction('labels.retry', command.name, without(input, field))] },
  );
}

type Parsed<Given> =
  | { success: true; data: Given }
  | { success: false; error: { issues: { path: PropertyKey[] }[] } };

function leftOver(command: AnyCommand, left: readonly string[]): UserError {
  return new UserError(
    'talk.left-over.title',
    { words: left.join(' ') },
    {
      lines: [text(`commands.${command.name}.example`)],
      actions: [openAction(`commands.${command.name}.label`, command.name)],
    },
  );
}
