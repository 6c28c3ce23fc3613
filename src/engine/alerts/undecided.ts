import type { AlertRow, Raise } from '../../core/alert.ts';
import type { ExecutionRow, OperationRow, Tx } from '../../core/ledger.ts';
import type { House } from '../house.ts';
import type { OutcomeUnknown } from '../operations.ts';
import { askMessage } from '../unknown.ts';
import { type Cause, raise, settle } from './raise.ts';

type About = { execution: ExecutionRow; unknown: OutcomeUnknown };

/** A request whose outcome only a person can tell is everybody's who may decide, not only the one's who asked for it. */
export async function raiseUndecided(house: House, tx: Tx, about: About): Promise<void> {
  const cause = causeOf(about.execution);
  const { shop, kind } = cause;
  const last =
    (await tx.alerts.open(shop, kind, cause.cause)) ??
    (await tx.alerts.ended(shop, kind, cause.cause));
  // Asked again about the same attempt, which is every few minutes, it is no other occurrence.
  if (last !== null && attemptOf(last) === String(about.unknown.operation.attempts)) return;
  await settle(house, tx, cause);
  await raise(house, tx, { ...cause, severity: 'urgent', message: askMessage(about) });
}

/** The alert about an operation of a run: nobody asked for it, so there is no request that could be made to look again. */
export function askOf(unknown: OutcomeUnknown): Raise {
  const { shop, key } = unknown.operation;
  const message = askMessage({ execution: null, unknown });
  return { shop, kind: 'operations.undecided', cause: key, severity: 'urgent', message };
}

/** A person decided about an operation of a run: the next run takes it up with the answer. */
export async function settleOperation(
  house: House,
  tx: Tx,
  { shop, key }: Pick<OperationRow, 'shop' | 'key'>,
): Promise<void> {
  await settle(house, tx, { shop, kind: 'operations.undecided', cause: key });
}

/** The request is over, however it ended. */
export async function settleUndecided(
  house: House,
  tx: Tx,
  execution: ExecutionRow,
): Promise<void> {
  await settle(house, tx, causeOf(execution));
}

function causeOf({ shop, id }: ExecutionRow): Cause {
  return { shop, kind: 'operations.undecided', cause: id };
}

/** The attempt that the alert's buttons decide. */
function attemptOf({ message }: AlertRow): string | undefined {
  const [fix] = message.actions ?? [];
  return fix?.kind === 'open' ? fix.input['attempt'] : undefined;
}
