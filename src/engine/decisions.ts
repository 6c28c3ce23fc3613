import type { OperationRow } from '../core/ledger.ts';
import type { Decision } from '../core/command.ts';
import { ABSENT_READS } from '../core/operation.ts';
import type { Person, Shop } from '../core/settings.ts';
import { settleOperation } from './alerts/undecided.ts';
import { enqueueExecution } from './enqueue-execution.ts';
import type { House } from './house.ts';

/** Makes an unfinished execution of this shop run again at once. False when there is none. */
export async function recheck(house: House, shop: Shop, id: string): Promise<boolean> {
  const execution = await house.ledger.executions.get(id);
  if (execution === null || execution.shop !== shop.id || execution.endedAt !== null) return false;
  await house.ledger.write((tx) => enqueueExecution(house, tx, execution));
  return true;
}

type Decider = { shop: Shop; person: Person };

/**
 * Records what a person found out about an operation that could not be read back. It counts for the attempt they looked
 * at: a button that outlived it decides nothing.
 */
export async function decide(
  house: House,
  { shop, person }: Decider,
  { operation: key, attempt, outcome }: Decision,
): Promise<boolean> {
  const operation = await house.ledger.operations.get(key);
  if (operation === null || operation.shop !== shop.id || operation.attempts !== attempt)
    return false;
  // The same decision, run again after a crash, was recorded already.
  if (operation.decidedBy !== null) return operation.decidedBy === person.id;
  if (operation.state !== 'unknown') return false;
  const now = house.clock.now().epochMilliseconds;
  const change = decided(outcome, now);
  return house.ledger.write(async (tx) => {
    const won = await tx.operations.move(key, 'unknown', { ...change, decidedBy: person.id });
    if (won) await settleOperation(house, tx, operation);
    return won;
  });
}

/** Sending again still reads once before it sends. */
function decided(
  outcome: Decision['outcome'],
  now: number,
): Partial<OperationRow> & { state: OperationRow['state'] } {
  if (outcome === 'done') return { state: 'done', endedAt: now };
  if (outcome === 'give-up')
    return { state: 'failed', failure: { code: 'given_up' }, endedAt: now };
  return { state: 'unknown', absentReads: ABSENT_READS - 1, lastReadAt: null };
}
