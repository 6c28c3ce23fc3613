import type { Tx } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import { identityKey, type Person } from '../core/settings.ts';
import { text } from '../core/text.ts';
import { openAction } from './refusals.ts';

/** Said to whoever taps second: who was first, when, and how it stands. `people` are read before the transaction. */
export async function decidedMessage(
  tx: Tx,
  id: string,
  people: readonly Person[],
): Promise<Message> {
  const row = await tx.actions.get(id);
  const state = await stateOf(tx, id);
  const name = nameOf(people, row?.usedBy ?? null);
  return {
    tone: 'plain',
    title: text(`talk.decided.${state}`, { name }),
    lines: [
      text('talk.decided.facts', { name, at: { at: instant(row?.usedAt ?? 0), as: 'time' } }),
    ],
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

function nameOf(people: readonly Person[], account: string | null): string {
  const known = people.find(({ identities }) =>
    identities.some((identity) => account === identityKey(identity)),
  );
  return known?.name ?? account ?? '';
}

function instant(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
