import { z } from 'zod';
import type { AnyCommand } from '../core/command.ts';
import { UpstreamError, UserError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { ExecutionRow, Tx } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { Outcome } from '../core/queue.ts';
import { runContext, shopContext } from './context.ts';
import { type House, shopCommand } from './house.ts';
import { OutcomeUnknown } from './operations.ts';
import { post } from './post.ts';
import { errorMessage, openAction } from './refusals.ts';
import { askMessage, unknownMessage } from './unknown.ts';

const Payload = z.object({ id: z.string() });

/** Tries at a remote system that could not be reached, before the person is told. */
const QUICK_TRIES = 3;
/** How long a run that failed by our own fault waits: the request is never dropped. */
const OWN_FAULT_AGAIN = 60_000;

/**
 * Carries out a confirmed request, from the start each time it is run: operations already made return what they made.
 * Ends with one answer; before that, at most one word that the outcome is unknown and one that a person must decide.
 */
export async function execute(
  house: House,
  payload: Json,
  job: { attempt: number },
): Promise<Outcome | void> {
  const { id } = Payload.parse(payload);
  const execution = await house.ledger.executions.get(id);
  if (execution === null || execution.endedAt !== null) return;
  try {
    const message = await run(house, execution);
    return { write: (tx) => finish(house, tx, execution, { message, result: 'done' }) };
  } catch (error) {
    return afterError(house, execution, { error, attempt: job.attempt });
  }
}

async function run(house: House, execution: ExecutionRow): Promise<Message> {
  const command = shopCommand(house, execution.command);
  const shop = await house.settings.get('shops', execution.shop);
  const person = await house.settings.get('people', execution.person);
  if (shop === null || person === null)
    throw new UserError('refusals.gone.title', {}, { lines: [] });
  const { address, reader, plan, id } = execution;
  const channel = { platform: address.platform, id: address.conversation, kind: address.kind };
  const context = await shopContext(house, command, {
    shop,
    person,
    shops: [shop],
    channel,
    locale: reader.locale,
  });
  return command.run(plan, runContext(house, context, id));
}

type Failure = { error: unknown; attempt: number };

async function afterError(
  house: House,
  execution: ExecutionRow,
  { error, attempt }: Failure,
): Promise<Outcome> {
  const { id } = execution;
  if (error instanceof OutcomeUnknown) return stillUnknown(house, execution, error);
  const notSent = error instanceof UpstreamError && error.effect !== 'refused';
  if (notSent && attempt < QUICK_TRIES) throw error;
  const retry = openAction('labels.retry', execution.command, execution.input);
  const message = errorMessage(house, error, retry);
  if (message !== null && !(await isInDoubt(house, execution))) {
    const result = error instanceof UpstreamError ? error.code : 'refused';
    return { write: (tx) => finish(house, tx, execution, { message, result }) };
  }
  house.log.error(
    { execution: id, command: execution.command, err: error },
    'execution failed by our own fault',
  );
  const sorry: Message = {
    tone: 'bad',
    title: { key: 'errors.own.title' },
    lines: [{ key: 'errors.own.kept', values: { reference: id } }],
  };
  return {
    write: (tx) => say(house, tx, execution, { kind: 'own-fault', message: sorry }),
    again: house.clock.now().epochMilliseconds + OWN_FAULT_AGAIN,
  };
}

function stillUnknown(house: House, execution: ExecutionRow, unknown: OutcomeUnknown): Outcome {
  const message = unknown.ask
    ? askMessage({ execution, unknown })
    : unknownMessage({ execution, unknown });
  const kind = unknown.ask ? 'ask' : 'unknown';
  return { write: (tx) => say(house, tx, execution, { kind, message }), again: unknown.nextAt };
}

/** Whether an effect of this request may have happened without our knowing: then it is not over, whatever stands in its way. */
async function isInDoubt({ ledger }: House, { id, shop }: ExecutionRow): Promise<boolean> {
  const operations = await ledger.operations.open(shop);
  return operations.some(({ key, state }) => key.endsWith(`:${id}`) && state !== 'planned');
}

type End = { message: Message; result: string };

async function finish(
  house: House,
  tx: Tx,
  execution: ExecutionRow,
  { message, result }: End,
): Promise<void> {
  const now = house.clock.now().epochMilliseconds;
  const ended = await tx.executions.end(execution.id, now);
  if (!ended) return;
  await tx.audit.append({
    shop: execution.shop,
    at: now,
    actor: execution.person,
    account: execution.account,
    action: `${execution.command}.ended`,
    subject: subjectOf(shopCommand(house, execution.command), execution.input),
    detail: { execution: execution.id, result },
  });
  await say(house, tx, execution, { kind: 'answer', message });
}

/** What a request is about: its first argument. */
export function subjectOf(command: AnyCommand, input: Record<string, string>): string {
  return input[command.fields[0]?.name ?? ''] ?? '';
}

type Said = { kind: 'unknown' | 'ask' | 'own-fault' | 'answer'; message: Message };

/** One message of each kind per execution. A reply address that is good for one message is the first one's. */
async function say(
  house: House,
  tx: Tx,
  { id, address, reader }: ExecutionRow,
  { kind, message }: Said,
): Promise<void> {
  const earlier = await Promise.all(
    ['unknown', 'ask', 'own-fault'].map((other) => tx.outbox.byKey(`${other}:${id}`)),
  );
  const { reply, ...fresh } = address;
  const free = reply?.many || earlier.every((row) => row === null);
  const to = free ? address : fresh;
  await post(house, tx, { key: `${kind}:${id}`, address: to, reader, message });
}
