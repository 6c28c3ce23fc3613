import type { AnyShopCommand, Preview } from '../core/command.ts';
import { UserError } from '../core/errors.ts';
import type { ActionRow } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { Shop } from '../core/settings.ts';
import { text } from '../core/text.ts';
import { begin } from './begin.ts';
import { decidedMessage } from './decided.ts';
import { commandNamed, type House, platformOf, shopCommand } from './house.ts';
import { rulesFor } from './preview.ts';
import { checkInput, proceed, turnContext } from './proceed.ts';
import { retire } from './redraw.ts';
import { deniedMessage, openAction, staleMessage } from './refusals.ts';
import { type Reaction, shopsFor, type Turn } from './turn.ts';

/**
 * A tap is checked like a typed command: the token must be ours, shown in this conversation, not expired, and the person
 * must have the right now.
 */
export async function click(
  house: House,
  turn: Turn,
  token: string,
  value?: string,
): Promise<Reaction> {
  const id = house.tokens.read(token);
  const row = id === null ? null : await house.ledger.actions.get(id);
  if (row === null || row.conversation !== turn.conversation) {
    house.log.warn(
      { account: turn.account, inbox: turn.id },
      'a button that is not ours was tapped',
    );
    return { message: staleMessage() };
  }
  // A card of an earlier Tenban, about what this one does not do.
  if (!house.commands.has(row.command)) return { message: staleMessage() };
  if (row.expiresAt <= house.clock.now().epochMilliseconds && row.usedAt === null)
    return { message: staleMessage(again(row)) };
  if (row.kind === 'leave') return leave(house, turn, row);
  const { command: name, input: given, shop } = row;
  const input = value === undefined ? given : { ...given, value };
  if (row.kind === 'confirm') return confirm(house, turn, row);
  const tapped: Turn = { ...turn, card: row.outbox };
  const wanted = { command: commandNamed(house, name), input, shop };
  return { ...(await proceed(house, tapped, wanted)), card: row.outbox };
}

function again({ command, input }: ActionRow): ReturnType<typeof openAction> {
  return openAction('labels.again', command, input);
}

/** Leaving decides against the confirm button of the same message; whichever was first stays. */
async function leave(house: House, turn: Turn, row: ActionRow): Promise<Reaction> {
  const shop = shopOf(house, turn, row);
  if (shop === null) return { message: await refusedMessage(house, turn, row) };
  const confirmed = row.of;
  const said = row.said ?? text('talk.left');
  const people = await house.settings.list('people');
  return {
    shop,
    async write(tx) {
      const first =
        confirmed === null || (await tx.actions.use(confirmed, turn.account, nowOf(house)));
      if (!first) return decidedMessage(tx, confirmed, { people, account: turn.account });
      await retire(house, tx, row, turn.actor.person?.name ?? turn.account);
      return { tone: 'plain', title: said };
    },
  };
}

async function confirm(house: House, turn: Turn, row: ActionRow): Promise<Reaction> {
  const command = shopCommand(house, row.command);
  const shop = shopOf(house, turn, row);
  if (shop === null) return { message: await refusedMessage(house, turn, row) };
  const people = await house.settings.list('people');
  const who = { people, account: turn.account };
  if (row.usedAt !== null) return { shop, write: (tx) => decidedMessage(tx, row.id, who) };
  void platformOf(house, turn.channel.platform).working(turn.inbound.address);
  const preview = await previewAgain(house, turn, { command, shop, row });
  if (!('plan' in preview))
    return proceed(house, turn, { command, input: row.input, shop: shop.id });
  const rules = await rulesFor(house, turn, { command, shop, preview });
  return { shop, write: (tx) => begin(house, tx, { turn, shop, row, preview, rules, people }) };
}

type Again = { command: AnyShopCommand; shop: Shop; row: ActionRow };

async function previewAgain(
  house: House,
  turn: Turn,
  { command, shop, row }: Again,
): Promise<Preview<unknown>> {
  if (command.preview === undefined)
    throw new Error(`${command.name} has a confirm button but no preview`);
  const context = await turnContext(house, turn, { command, shop });
  try {
    return await command.preview(checkInput(command, row.input), context);
  } catch (error) {
    throw error instanceof UserError ? sinceChanged(error) : error;
  }
}

/** What could be previewed a moment ago and is refused now has changed in between: the refusal says so. */
function sinceChanged(error: UserError): UserError {
  const { key, values } = error.text;
  return new UserError(key, values, {
    lines: [text('talk.changed'), ...error.lines],
    actions: error.actions,
  });
}

/** The shop the button was about, when the person may use the command there now. */
function shopOf(house: House, turn: Turn, row: ActionRow): Shop | null {
  const command = shopCommand(house, row.command);
  return shopsFor(turn, command).find(({ id }) => id === row.shop) ?? null;
}

/** Names nothing of a shop where the person has no role. */
async function refusedMessage(house: House, turn: Turn, row: ActionRow): Promise<Message> {
  const shop = turn.shops.find(({ id }) => id === row.shop) ?? null;
  if (shop === null && turn.actor.person !== null) return staleMessage();
  return deniedMessage(house, turn, shopCommand(house, row.command), shop);
}

function nowOf(house: House): number {
  return house.clock.now().epochMilliseconds;
}
