import type { Tx } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import { identityKey, type Person } from '../core/settings.ts';
import { text, timeAt } from '../core/text.ts';
import { openAction } from './refusals.ts';

/**
 * Said to whoever taps second: who was first, when, and how it stands; or that it was they themselves. `people` are read
 * before the transaction.
 */
export async function decidedMessage(
  tx: Tx,
  id: string,
  { people, account }: { people: readonly Person[]; account: string },
): Promise<Message> {
  const row = await tx.actions.get(id);
  const state = await stateOf(tx, id);
  const first = personOf(people, row?.usedBy ?? null);
  const name = first?.name ?? row?.usedBy ?? '';
  const isSame = row?.usedBy === account || (first && first === personOf(people, account));
  return {
    tone: 'plain',
    title: text(isSame ? `talk.decided.self.${state}` : `talk.decided.${state}`, { name }),
    lines: [text('talk.decided.facts', { name, at: timeAt(row?.usedAt ?? 0) })],
    ...(state === 'running' && {
      actions: [openAction('commands.check.label', 'check', { execution: id })],
    }),
  };
}

async function stateOf(tx: Tx, id: string): Promise<'left' | 'asked' | 'running' | 'ended'> {
  const execution = await tx.executions.get(id);
  if (execution !== null) return execution.endedAt === null ? 'running' : 'ended';
  const approval = await tx.approvals.get(id);
  if (approval === null) return 'left';
  return approval.state === 'pending' ? 'asked' : 'ended';
}

function personOf(people: readonly Person[], account: string | null): Person | undefined {
  return people.find(({ identities }) =>
    identities.some((identity) => account === identityKey(identity)),
  );
}
