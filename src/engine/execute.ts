import { z } from 'zod';
import { UpstreamError, UserError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { ExecutionRow, Tx } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { Outcome } from '../core/queue.ts';
import { channelOf } from './channel.ts';
import { approverOf } from './approvals/approver-of.ts';
import { shopContext } from './context.ts';
import { type House, shopCommand } from './house.ts';
import { OutcomeUnknown } from './operations.ts';
import { post } from './post.ts';
import { errorMessage, openAction } from './refusals.ts';
import { raiseUndecided, settleUndecided } from './alerts/undecided.ts';
import { runContext } from './run-context.ts';
import { subjectOf } from './subject.ts';
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
  const channel = await channelOf(house, address);
  const context = await shopContext(house, command, {
    shop,
    person,
    shops: [shop],
    channel,
    locale: reader.locale,
    speaker: { identity: null, account: execution.account, inbox: null },
  });
  const approver = await approverOf(house, id);
  return command.run(
    plan,
    runContext(house, context, { execution: id, account: execution.account, approver }),
  );
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
  return {
    async write(tx) {
      await say(house, tx, execution, { kind, message });
      if (unknown.ask) await raiseUndecided(house, tx, { execution, unknown });
    },
    again: unknown.nextAt,
  };
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
  if (result === 'done') await tx.stakes.done(execution.id, now);
  else await tx.stakes.free(execution.id);
  await tx.audit.append({
    shop: execution.shop,
    at: now,
    actor: execution.person,
    account: execution.account,
    action: `${execution.command}.ended`,
    subject: subjectOf(shopCommand(house, execution.command), execution.input),
    detail: { execution: execution.id, result },
  });
  await settleUndecided(house, tx, execution);
  await say(house, tx, execution, { kind: 'answer', message });
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
  const { about } = message;
  const shown = about === undefined ? {} : { about };
  await post(house, tx, { key: `${kind}:${id}`, address: to, reader, message, ...shown });
}
