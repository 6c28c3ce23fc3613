import type { ExecutionRow } from '../core/ledger.ts';
import type { Action, Message } from '../core/message.ts';
import { text, type Values, timeAt } from '../core/text.ts';
import type { OutcomeUnknown } from './operations.ts';
import { openAction } from './refusals.ts';

type About = { execution: ExecutionRow; unknown: OutcomeUnknown };
/** An operation of a run belongs to no request. */
type Asking = { execution: ExecutionRow | null; unknown: OutcomeUnknown };

/** Model message c: the answer was lost, nothing is sent again until it is known. */
export function unknownMessage({ execution, unknown }: About): Message {
  const values = facts(unknown);
  return {
    tone: 'wait',
    title: text('operations.unknown.title', values),
    lines: [
      text('operations.unknown.what', values),
      text('operations.unknown.checking', values),
      text('operations.unknown.hands-off', values),
    ],
    actions: [openAction('commands.check.label', 'check', { execution: execution.id })],
  };
}

/** Reading back does not settle it: a person looks and decides. */
export function askMessage({ execution, unknown }: Asking): Message {
  const values = facts(unknown);
  const decision = (outcome: string): Action =>
    openAction(`operations.decide.${outcome}.label`, 'decide', {
      ...(execution !== null && { execution: execution.id }),
      operation: unknown.operation.key,
      attempt: String(unknown.operation.attempts),
      outcome,
    });
  return {
    tone: 'warn',
    title: text('operations.ask.title', values),
    lines: [text('operations.ask.what', values), text('operations.ask.remedy', values)],
    actions: [decision('done'), decision('send-again'), decision('give-up')],
  };
}

function facts({ operation, what, nextAt }: OutcomeUnknown): Values {
  const system = operation.kind.split('.')[0] ?? operation.kind;
  return {
    what: { text: what },
    system: { text: text(`systems.${system}`) },
    subject: operation.subject,
    sentAt: timeAt(operation.sentAt ?? operation.createdAt),
    nextAt: timeAt(nextAt),
  };
}
