import { UpstreamError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { ExecutionRow, Tx } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import type { Reader } from '../../core/platform.ts';
import { text, timeAt } from '../../core/text.ts';
import { beginExecution } from '../begin-execution.ts';
import { channelOf } from '../channel.ts';
import { shopContext } from '../context.ts';
import type { DueOutcome } from '../dues.ts';
import type { House } from '../house.ts';
import { post } from '../post.ts';
import { checkInput } from '../proceed.ts';
import { errorMessage } from '../refusals.ts';
import { runContext } from '../run-context.ts';
import type { Ready } from './due.ts';
import { plannedRow } from './plan.ts';

/** Later than this and the answer says so. */
const LATE = 3_600_000;

type Result = { message: Message } | { execution: Omit<ExecutionRow, 'startedAt' | 'endedAt'> };

/** Runs one occurrence and puts its answer where it belongs: once, also when a crash has it run again. */
export async function runNow(house: House, ready: Ready): Promise<DueOutcome> {
  const { schedule, address } = ready;
  const next = { write: (tx: Tx) => tx.dues.put(plannedRow(house, schedule)) };
  if (!house.platforms.has(address.platform)) {
    house.log.error({ schedule: schedule.id }, 'a scheduled command has nowhere to answer');
    return next;
  }
  const result = await resultOf(house, ready);
  return {
    async write(tx) {
      if ('execution' in result) await beginExecution(house, tx, result.execution);
      else await answer(house, tx, ready, result.message);
      await next.write(tx);
    },
  };
}

async function answer(house: House, tx: Tx, ready: Ready, message: Message): Promise<void> {
  const { address, at, schedule, person } = ready;
  const asked = text('schedules.asked-by', { name: person.name });
  const late = house.clock.now().epochMilliseconds - at > LATE;
  const lines = late ? [text('schedules.late', { at: timeAt(at) })] : [];
  await post(house, tx, {
    key: executionOf(ready),
    address,
    reader: readerOf(ready),
    message: { ...message, lines: [...lines, ...(message.lines ?? []), asked] },
    weight: schedule.answer.kind === 'direct' ? 'answer' : 'info',
    // What it began is watched where the answer stands, and its end is told there.
    ...(message.about !== undefined && { about: message.about }),
  });
}

async function resultOf(house: House, ready: Ready): Promise<Result> {
  const { command, schedule, shop, person, address } = ready;
  const { locale } = readerOf(ready);
  const execution = executionOf(ready);
  const account = `schedule:${schedule.id}`;
  try {
    const channel = await channelOf(house, address);
    const about = { shop, person, shops: [shop], channel, locale };
    const context = await shopContext(house, command, about);
    const given = checkInput(command, schedule.input);
    if (command.preview === undefined) {
      const leave = runContext(house, context, { execution, account });
      return { message: await command.run(given, leave) };
    }
    const preview = await command.preview(given, context);
    if ('show' in preview) return { message: preview.show };
    if ('ask' in preview) return { message: { tone: 'warn', title: preview.ask.text } };
    return { execution: executionRow(ready, preview.plan as Json) };
  } catch (error) {
    const message = errorMessage(house, error);
    if (message === null) throw error;
    if (error instanceof UpstreamError)
      house.log.warn({ schedule: schedule.id, code: error.code }, 'a scheduled command failed');
    return { message };
  }
}

function executionRow(ready: Ready, plan: Json): Omit<ExecutionRow, 'startedAt' | 'endedAt'> {
  const { command, schedule, shop, person, address } = ready;
  return {
    id: executionOf(ready),
    command: command.name,
    shop: shop.id,
    person: person.id,
    account: `schedule:${schedule.id}`,
    input: schedule.input,
    plan,
    address,
    reader: readerOf(ready),
  };
}

/** Names one occurrence. */
function executionOf({ schedule, at }: Ready): string {
  return `schedule:${schedule.id}:${at}`;
}

/** A group is written to in the shop's language. */
function readerOf({ schedule, shop, person }: Ready): Reader {
  const alone = schedule.answer.kind === 'direct';
  const locale = alone ? (person.locale ?? shop.locale) : shop.locale;
  return { person: alone ? person.id : null, shop: shop.id, locale };
}
