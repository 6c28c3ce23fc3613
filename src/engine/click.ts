import type { AnyShopCommand, Planned, Preview } from '../core/command.ts';
import { UserError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { ActionRow, ExecutionRow, Tx } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import { identityKey, type Shop } from '../core/settings.ts';
import { text } from '../core/text.ts';
import { enqueueExecution } from './enqueue-execution.ts';
import { subjectOf } from './execute.ts';
import { commandNamed, type House, platformOf, shopCommand } from './house.ts';
import { previewMessage } from './preview.ts';
import { checkInput, proceed, turnContext } from './proceed.ts';
import { retire } from './redraw.ts';
import { deniedMessage, openAction, staleMessage } from './refusals.ts';
import { type Reaction, readerOf, shopsFor, type Turn } from './turn.ts';

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
  if (row.expiresAt <= house.clock.now().epochMilliseconds && row.usedAt === null)
    return { message: staleMessage(again(row)) };
  if (row.kind === 'leave') return leave(house, turn, row);
  const { command: name, input: given, shop } = row;
  const input = value === undefined ? given : { ...given, value };
  if (row.kind === 'open')
    return proceed(house, turn, { command: commandNamed(house, name), input, shop });
  return confirm(house, turn, row);
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
  return {
    shop,
    async write(tx) {
      const first =
        confirmed === null || (await tx.actions.use(confirmed, turn.account, nowOf(house)));
      if (!first) return decidedMessage(house, tx, confirmed);
      await retire(house, tx, row, turn.actor.person?.name ?? turn.account);
      return { tone: 'plain', title: said };
    },
  };
}

async function confirm(house: House, turn: Turn, row: ActionRow): Promise<Reaction> {
  const command = shopCommand(house, row.command);
  const shop = shopOf(house, turn, row);
  if (shop === null) return { message: await refusedMessage(house, turn, row) };
  if (row.usedAt !== null) return { shop, write: (tx) => decidedMessage(house, tx, row.id) };
  void platformOf(house, turn.channel.platform).working(turn.inbound.address);
  const preview = await previewAgain(house, turn, { command, shop, row });
  if (!('plan' in preview))
    return proceed(house, turn, { command, input: row.input, shop: shop.id });
  if (preview.seen !== row.seen) return { shop, message: changedMessage(command, row, preview) };
  return { shop, write: (tx) => begin(house, tx, { turn, shop, row, plan: preview.plan }) };
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

/** Somebody changed the remote system between preview and tap: nothing is sent, the new facts are shown. */
function changedMessage(
  command: AnyShopCommand,
  row: ActionRow,
  preview: Planned<unknown>,
): Message {
  const fresh = previewMessage(command, row.input, preview);
  return { ...fresh, tone: 'warn', lines: [text('talk.changed'), ...(fresh.lines ?? [])] };
}

type Begin = { turn: Turn; shop: Shop; row: ActionRow; plan: unknown };

/** The first tap wins the row and becomes an execution; every other tap is told so. */
async function begin(
  house: House,
  tx: Tx,
  { turn, shop, row, plan }: Begin,
): Promise<Message | void> {
  const now = nowOf(house);
  const { person } = turn.actor;
  if (person === null) throw new Error('only a known person confirms');
  const twin = await twinOf(house, tx, { row, shop });
  if (twin !== null) return underWayMessage(twin);
  if (!(await tx.actions.use(row.id, turn.account, now))) return decidedMessage(house, tx, row.id);
  const execution: ExecutionRow = {
    id: row.id,
    command: row.command,
    shop: shop.id,
    person: person.id,
    account: turn.account,
    input: row.input,
    plan: plan as Json,
    address: turn.inbound.address,
    reader: readerOf(turn, shop),
    startedAt: now,
    endedAt: null,
  };
  await tx.executions.add(execution);
  await tx.audit.append({
    shop: shop.id,
    at: now,
    actor: person.id,
    account: turn.account,
    action: `${row.command}.confirmed`,
    subject: subjectOf(shopCommand(house, row.command), row.input),
    detail: { execution: row.id, input: row.input },
  });
  await enqueueExecution(house, tx, execution);
  await retire(house, tx, row, person.name);
}

/** A request of the same command about the same thing that is not over: a second one would act on facts that are in flux. */
async function twinOf(
  house: House,
  tx: Tx,
  { row, shop }: { row: ActionRow; shop: Shop },
): Promise<ExecutionRow | null> {
  const command = shopCommand(house, row.command);
  const subject = subjectOf(command, row.input);
  const open = await tx.executions.open(shop.id, row.command);
  return (
    open.find(({ id, input }) => id !== row.id && subjectOf(command, input) === subject) ?? null
  );
}

function underWayMessage({ id }: ExecutionRow): Message {
  return {
    tone: 'wait',
    title: text('talk.under-way.title'),
    lines: [text('talk.under-way.remedy')],
    actions: [openAction('commands.check.label', 'check', { execution: id })],
  };
}

/** Said to whoever taps second: who was first, when, and how it stands. */
async function decidedMessage(house: House, tx: Tx, id: string): Promise<Message> {
  const row = await tx.actions.get(id);
  const execution = await tx.executions.get(id);
  const name = await nameOf(house, row?.usedBy ?? null);
  const state = execution === null ? 'left' : execution.endedAt === null ? 'running' : 'ended';
  return {
    tone: 'plain',
    title: text(`talk.decided.${state}`, { name }),
    lines: [
      text('talk.decided.facts', { name, at: { at: instant(row?.usedAt ?? 0), as: 'time' } }),
    ],
    ...(state === 'running' && {
      actions: [openAction('commands.check.label', 'check', { execution: id })],
    }),
  };
}

async function nameOf(house: House, account: string | null): Promise<string> {
  const people = await house.settings.list('people');
  const known = people.find(({ identities }) =>
    identities.some((identity) => account === identityKey(identity)),
  );
  return known?.name ?? account ?? '';
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

function instant(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
