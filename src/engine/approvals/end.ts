import type { ApprovalRow } from '../../core/approval.ts';
import type { Tx } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import { touch } from '../cards.ts';
import type { House } from '../house.ts';
import { post } from '../post.ts';
import { openAction } from '../refusals.ts';
import { audit } from './request.ts';
import { endedMessage } from './words.ts';

/** How a request ends without being carried out. `by` is a person, or `system`; `name` is theirs. */
export type End = {
  state: 'rejected' | 'expired' | 'void';
  by: string;
  name: string;
  account: string;
  via: string | null;
  why: string | null;
};

/**
 * Ends a pending request, for the first caller only: its stake counts no more, its cards say how it ended, and the
 * requester is told. Returns the row as it is then, whoever ended it.
 */
export async function endRequest(
  house: House,
  tx: Tx,
  row: ApprovalRow,
  end: End,
): Promise<{ first: boolean; row: ApprovalRow }> {
  const at = house.clock.now().epochMilliseconds;
  const { state, by: decidedBy, via: decidedVia, why } = end;
  const first = await tx.approvals.decide(row.id, 'pending', {
    state,
    decidedBy,
    decidedAt: at,
    decidedVia,
    why,
  });
  const ended = (await tx.approvals.get(row.id)) ?? row;
  if (!first) return { first, row: ended };
  await tx.stakes.free(row.id);
  await tx.dues.remove(`approval:${row.id}`);
  await touch(house, tx, `approval:${row.id}`);
  await audit(tx, ended, { action: state, at, actor: decidedBy, account: end.account });
  if (decidedBy !== row.requester) await tellRequester(house, tx, ended, end.name);
  return { first, row: ended };
}

async function tellRequester(house: House, tx: Tx, row: ApprovalRow, name: string): Promise<void> {
  const { id, address, reader, command, input } = row;
  const again = openAction('labels.again', command, input);
  const message: Message = { ...endedMessage(row, name), actions: [again] };
  await post(house, tx, { key: `approval:${id}:ended`, address, reader, message });
}
