import type { ExecutionRow, Tx } from '../core/ledger.ts';
import { enqueueExecution } from './enqueue-execution.ts';
import { subjectOf } from './subject.ts';
import { type House, shopCommand } from './house.ts';

/** A request of the same command about the same thing that is not over: a second one would act on facts that are in flux. */
export async function twinOf(
  house: House,
  tx: Tx,
  wanted: Pick<ExecutionRow, 'id' | 'shop' | 'command' | 'input'>,
): Promise<ExecutionRow | null> {
  const command = shopCommand(house, wanted.command);
  const subject = subjectOf(command, wanted.input);
  const open = await tx.executions.open(wanted.shop, wanted.command);
  return (
    open.find(({ id, input }) => id !== wanted.id && subjectOf(command, input) === subject) ?? null
  );
}

/** Records a request that nothing stands against any more, and has it carried out. */
export async function beginExecution(
  house: House,
  tx: Tx,
  wanted: Omit<ExecutionRow, 'startedAt' | 'endedAt'>,
): Promise<void> {
  const now = house.clock.now().epochMilliseconds;
  const execution: ExecutionRow = { ...wanted, startedAt: now, endedAt: null };
  await tx.executions.add(execution);
  await tx.audit.append({
    shop: wanted.shop,
    at: now,
    actor: wanted.person,
    account: wanted.account,
    action: `${wanted.command}.confirmed`,
    subject: subjectOf(shopCommand(house, wanted.command), wanted.input),
    detail: { execution: wanted.id, input: wanted.input },
  });
  await enqueueExecution(house, tx, execution);
}
