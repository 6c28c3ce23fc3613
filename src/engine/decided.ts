import type { Tx } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import { identityKey } from '../core/settings.ts';
import { text } from '../core/text.ts';
import type { House } from './house.ts';
import { openAction } from './refusals.ts';

/** Said to whoever taps second: who was first, when, and how it stands. */
export async function decidedMessage(house: House, tx: Tx, id: string): Promise<Message> {
  const row = await tx.actions.get(id);
  const state = await stateOf(tx, id);
  const name = await nameOf(house, row?.usedBy ?? null);
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

async function nameOf(house: House, account: string | null): Promise<string> {
  const people = await house.settings.list('people');
  const known = people.find(({ identities }) =>
    identities.some((identity) => account === identityKey(identity)),
  );
  return known?.name ?? account ?? '';
}

function instant(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
