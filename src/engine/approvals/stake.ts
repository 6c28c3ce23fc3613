import { createHash } from 'node:crypto';
import type { ApprovalRow } from '../../core/approval.ts';
import type { Tx } from '../../core/ledger.ts';

type Request = Pick<ApprovalRow, 'shop' | 'command' | 'input' | 'stake'>;

/** What is approved and nothing else. What was done before is no part of it: `seen` is about that. */
export function hashOf({ shop, command, input, stake }: Request): string {
  const given = Object.entries(input).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const money = stake && [stake.subject, stake.money.amount, stake.money.currency, stake.reason];
  return createHash('sha256')
    .update(JSON.stringify([shop, command, given, money]))
    .digest('hex');
}

/** Counts the request against the limits from then on, epoch ms. */
export async function putStake(
  tx: Tx,
  { id, shop, command, stake }: Omit<Request, 'input'> & { id: string },
  at: number,
): Promise<void> {
  if (stake === null) return;
  const { money, subject } = stake;
  await tx.stakes.put({ id, shop, command, subject, ...money, at, doneAt: null });
}
