import type { AnyCommand, AnyShopCommand, Context } from '../core/command.ts';
import { UserError } from '../core/errors.ts';
import { missingField } from '../core/fields.ts';
import type { Input } from '../core/message.ts';
import { may } from '../core/people.ts';
import type { Shop } from '../core/settings.ts';
import { text } from '../core/text.ts';
import { ask, askShop, nextQuestion, SHOP, without } from './ask.ts';
import { openContext, shopContext } from './context.ts';
import { openForm } from './form.ts';
import { type House, platformOf } from './house.ts';
import { showPreview } from './preview.ts';
import { deniedMessage, openAction, staleMessage } from './refusals.ts';
import { runContext } from './run-context.ts';
import { dialogKey, type Reaction, shopsFor, speakerOf, type Turn } from './turn.ts';

export type Wanted = {
  command: AnyCommand;
  input: Input;
  shop?: string | null;
  left?: readonly string[];
  /** Optional fields that the person was shown and left empty. */
  leftOut?: ReadonlySet<string>;
};

/** Takes a command as far as its arguments reach: a question, a preview, or its answer. */
export async function proceed(house: House, turn: Turn, wanted: Wanted): Promise<Reaction> {
  const { command, input, leftOut = new Set() } = wanted;
  if (command.role === null) {
    const context = await openContext(house, turn);
    const message = await command.run(checkInput(command, input), context);
    return { message, write: (tx) => tx.dialogs.remove(dialogKey(turn)) };
  }
  if (wanted.left !== undefined && wanted.left.length > 0) throw leftOver(command, wanted.left);
  const shops = shopsFor(turn, command);
  const named = wanted.shop ?? input[SHOP];
  if (named === undefined && command.everywhere && shops[0] !== undefined)
    return inShop(house, turn, { command, input, shop: shops[0], scope: shops, leftOut });
  const shop = named === undefined ? onlyOne(shops) : shops.find((each) => isNamed(each, named));
  if (shop !== undefined) {
    const scope = command.everywhere && { scope: [shop] };
    return inShop(house, turn, { command, input, shop, leftOut, ...scope });
  }
  // A button of a shop where the person has no role says nothing about that shop.
  const given = wanted.shop ?? null;
  if (given !== null && turn.actor.person !== null && !turn.shops.some(({ id }) => id === given))
    return { message: staleMessage() };
  const elsewhere = turn.shops.find((each) => named !== undefined && isNamed(each, named));
  if (shops.length === 0 || elsewhere !== undefined)
    return denied(house, turn, command, elsewhere ?? nearest(turn, command));
  return askShop(house, turn, { command, input: without(input, SHOP), shops });
}

/** The shop to refuse for: where only the channel stands in the way, if there is one. */
function nearest({ actor, shops, channel }: Turn, command: AnyCommand): Shop | null {
  const barred = shops.find((shop) => {
    const permission = may(actor, command, shop, channel);
    return !permission.ok && permission.why === 'channel';
  });
  return barred ?? shops[0] ?? null;
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

type InShop = {
  command: AnyShopCommand;
  input: Input;
  shop: Shop;
  /** Every shop it is about, when that is not this one alone. */
  scope?: readonly Shop[];
  leftOut: ReadonlySet<string>;
};

async function inShop(house: House, turn: Turn, wanted: InShop): Promise<Reaction> {
  const { command, scope, leftOut } = wanted;
  if (command.uses.length > 0)
    void platformOf(house, turn.channel.platform).working(turn.inbound.address);
  const context = await turnContext(house, turn, { command, shop: wanted.shop, scope });
  const shop = scope === undefined || scope.length === 1 ? wanted.shop : null;
  const input = { ...wanted.input };
  const missing = missingField(command, input, leftOut);
  const asks = missing !== null && !missing.picked && shop !== null;
  if (asks && (await openForm(house, turn, { command, input, shop })))
    return { shop, write: (tx) => tx.dialogs.remove(dialogKey(turn)) };
  if (missing !== null) refuseGiven(command, input);
  const question = await nextQuestion(command, input, { context, leftOut });
  if (question !== null) return ask(house, turn, { command, input, shop, question });
  const given = checkInput(command, input);
  if (command.preview === undefined) {
    const message = await command.run(
      given,
      runContext(house, context, { execution: turn.id, account: turn.account }),
    );
    return { message, shop, write: (tx) => tx.dialogs.remove(dialogKey(turn)) };
  }
  const preview = await command.preview(given, context);
  if ('ask' in preview) return ask(house, turn, { command, input, shop, question: preview.ask });
  const message =
    'show' in preview
      ? preview.show
      : await showPreview(house, turn, { command, shop: wanted.shop, input, preview });
  return { message, shop, write: (tx) => tx.dialogs.remove(dialogKey(turn)) };
}

export async function turnContext(
  house: House,
  turn: Turn,
  about: { command: AnyShopCommand; shop: Shop; scope?: readonly Shop[] | undefined },
): Promise<Context> {
  const { person } = turn.actor;
  if (person === null) throw new Error('a command about a shop needs a person');
  const { shops, channel, locale } = turn;
  const speaker = speakerOf(turn);
  const { shop, scope } = about;
  const known = { shop, person, shops: scope ?? shops, channel, locale, speaker, scope };
  return shopContext(house, about.command, known);
}

/** Parses the arguments; a wrong one is named, with what it should be. */
export function checkInput<Given>(
  command: { name: string; input: { safeParse(value: unknown): Parsed<Given> } },
  input: Input,
): Given {
  const parsed = command.input.safeParse(input);
  if (parsed.success) return parsed.data;
  throw wrongField(command.name, String(parsed.error.issues[0]?.path[0] ?? ''), input);
}

/** Nobody is asked for the rest where what was given already cannot be right. */
function refuseGiven(command: AnyShopCommand, input: Input): void {
  const { error } = command.input.safeParse(input);
  const fields = error?.issues.map(({ path }) => String(path[0] ?? '')) ?? [];
  const wrong = fields.find((field) => input[field] !== undefined);
  if (wrong !== undefined) throw wrongField(command.name, wrong, input);
}

function wrongField(command: string, field: string, input: Input): UserError {
  return new UserError(
    `commands.${command}.wrong.${field}`,
    { given: input[field] ?? '' },
    { actions: [openAction('labels.retry', command, without(input, field))] },
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
