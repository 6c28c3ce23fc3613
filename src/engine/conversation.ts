import { z } from 'zod';
import { readCommand } from '../core/parse/command-name.ts';
import type { AnyCommand } from '../core/command.ts';
import type { Json } from '../core/json.ts';
import type { Tx } from '../core/ledger.ts';
import type { Input, Message } from '../core/message.ts';
import type { Inbound } from '../core/platform.ts';
import type { Outcome } from '../core/queue.ts';
import { text } from '../core/text.ts';
import { click } from './click.ts';
import { showHome } from './home.ts';
import { commandNamed, type House, platformOf } from './house.ts';
import { uninstall } from './installations/uninstall.ts';
import { post } from './post.ts';
import { onlyOne, proceed } from './proceed.ts';
import { answerDialog, fits, isAnswer, openDialog } from './dialog.ts';
import { readArguments } from './read-arguments.ts';
import { errorMessage, helpAction, openAction } from './refusals.ts';
import { submitForm } from './submit-form.ts';
import { openTurn, type Reaction, readerOf, type Turn } from './turn.ts';

const Payload = z.object({ id: z.string() });
/** Longer is nothing a command needs; LINE allows 5,000 characters. */
const LONGEST_TEXT = 5000;

/** Reads one stored event and answers it: the answer and whatever else follows are written with the row's completion. */
export async function inbound(
  house: House,
  payload: Json,
  job: { lastAttempt: boolean },
): Promise<Outcome | void> {
  const { id } = Payload.parse(payload);
  const row = await house.ledger.inbox.get(id);
  if (row === null || row.doneAt !== null) return;
  const event = platformOf(house, row.source).parse(row.body, row.receivedAt);
  const done = (tx: Tx): Promise<void> => tx.inbox.done(id, house.clock.now().epochMilliseconds);
  if (event.kind === 'unsent') {
    const { ref } = event;
    return {
      write: async (tx) => {
        await tx.inbox.forget(row.source, row.account, ref);
        await done(tx);
      },
    };
  }
  if (event.kind === 'ignored') return { write: done };
  if (event.kind === 'uninstalled') {
    return {
      write: async (tx) => {
        await uninstall(house, tx, row.source, event);
        await done(tx);
      },
    };
  }
  const turn = await openTurn(house, id, event);
  const reaction = await reactSafely(house, turn, job.lastAttempt);
  return {
    write: async (tx) => {
      await settle(house, tx, turn, reaction);
      await done(tx);
    },
  };
}

/** Says the answer and writes what belongs to it. */
export async function settle(house: House, tx: Tx, turn: Turn, reaction: Reaction): Promise<void> {
  const message = (await reaction.write?.(tx)) ?? reaction.message;
  if (message === undefined) return;
  if (message.echo && (await isShownAnyway(house, tx, reaction.card ?? null))) return;
  const reader = readerOf(turn, reaction.shop ?? onlyOne(turn.shops) ?? null);
  await post(house, tx, {
    key: `reply:${turn.id}`,
    address: reaction.address ?? turn.inbound.address,
    reader,
    message,
    ...(message.about !== undefined && { about: message.about }),
  });
}

/** Whether the card that was tapped shows a record and is drawn anew with it: then it says by itself what was done. */
async function isShownAnyway(house: House, tx: Tx, card: string | null): Promise<boolean> {
  const row = card === null ? null : await tx.outbox.get(card);
  if (row === null || row.about === null || row.ref === null) return false;
  return platformOf(house, row.address.platform).redraw !== undefined;
}

/** Errors become words here, and nowhere before. A fault of our own is tried again, then owned up to. */
export async function reactSafely(
  house: House,
  turn: Turn,
  lastAttempt: boolean,
): Promise<Reaction> {
  try {
    return await react(house, turn, turn.inbound);
  } catch (error) {
    const message = errorMessage(house, error);
    if (message !== null) return { message };
    if (!lastAttempt) throw error;
    house.log.error({ inbox: turn.id, err: error }, 'a message could not be handled');
    return {
      message: {
        tone: 'bad',
        title: text('errors.own.title'),
        lines: [text('errors.own.nothing', { reference: turn.id })],
      },
    };
  }
}

async function react(house: House, turn: Turn, event: Inbound): Promise<Reaction> {
  if (event.kind === 'click') return click(house, turn, event.token, event.value);
  if (event.kind === 'form') return submitForm(house, turn, event.token, event.values);
  if (event.kind === 'text') return hear(house, turn, event);
  if (event.kind === 'home') return showHome(house, turn);
  return proceed(house, turn, { command: commandNamed(house, 'help'), input: {} });
}

async function hear(
  house: House,
  turn: Turn,
  event: Inbound & { kind: 'text' },
): Promise<Reaction> {
  const said = event.text.normalize('NFC').slice(0, LONGEST_TEXT).trim();
  if (said === '') return proceed(house, turn, { command: commandNamed(house, 'help'), input: {} });
  const reading = readCommand(said, house.words.vocabulary());
  const dialog = await openDialog(house, turn);
  if (reading.kind === 'command') {
    const { command, input, left } = readArguments(house, said, reading);
    const meant =
      dialog === null || isWhole(command, reading.rest, input) || !fits(house, dialog, said);
    if (meant && isForUs(event, command, input))
      return proceed(house, turn, { command, input, left });
  }
  if (dialog !== null && isAnswer(house, event, dialog, said))
    return answerDialog(house, turn, dialog, said);
  if (!event.addressed) return {};
  if (reading.kind === 'suggest' || reading.kind === 'which')
    return { message: whichMessage(reading) };
  return {
    message: {
      tone: 'plain',
      title: text('talk.unknown.title'),
      lines: [text('talk.unknown.remedy')],
      actions: [helpAction],
    },
  };
}

/** In the middle of a question, an answer that happens to begin with a command's name is still an answer. */
function isWhole(command: AnyCommand, rest: string, input: Input): boolean {
  const isComplete = command.read !== undefined && hasAll(command, input);
  return rest.trim() === '' || isComplete || isRecognised(command, input);
}

/** Its first argument has a shape of its own; where any words would fit, all arguments have to be there. */
function isRecognised(command: AnyCommand, input: Input): boolean {
  const [first] = command.fields;
  if (first?.take === undefined || input[first.name] === undefined) return false;
  return !first.loose || hasAll(command, input);
}

function hasAll({ fields }: AnyCommand, input: Input): boolean {
  return fields.every(({ name, optional }) => optional || input[name]);
}

/** In a group people talk to each other: unless addressed, only a command with a recognisable argument is for Tenban. */
function isForUs(
  event: Inbound & { kind: 'text' },
  command: AnyCommand,
  input: Record<string, string>,
): boolean {
  return event.addressed || isRecognised(command, input);
}

function whichMessage({
  kind,
  commands,
}: {
  kind: 'suggest' | 'which';
  commands: readonly string[];
}): Message {
  return {
    tone: 'plain',
    title: text(`talk.${kind}.title`),
    choices: commands.map((name) => openAction(`commands.${name}.label`, name)),
    actions: [helpAction],
  };
}
