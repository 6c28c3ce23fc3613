import type { ExecutionRow, Tx } from '../core/ledger.ts';
import { type House, shopCommand } from './house.ts';

/** Makes an execution run as soon as its connection is free; once, however often it is asked for. */
export async function enqueueExecution(
  house: House,
  tx: Tx,
  { id, shop, command }: ExecutionRow,
): Promise<void> {
  const uses = shopCommand(house, command).uses.join('+');
  await house.queue.enqueue(tx, {
    kind: 'execute',
    payload: { id },
    key: `execute:${id}`,
    group: `execute:${shop}:${uses}`,
    priority: 0,
  });
}
