import type { CodeRow } from '../../core/linking.ts';
import type { Tx } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import { identityKey } from '../../core/settings.ts';
import { raw, text } from '../../core/text.ts';
import type { House } from '../house.ts';
import { letterTo } from '../letter.ts';
import type { Post } from '../post.ts';
import type { Joined } from './join.ts';

/** Whoever made a code hears who used it. */
export async function letterOf(house: House, joined: Joined): Promise<Post | null> {
  const { row, person, joining } = joined;
  const maker = row.person === null ? null : await house.settings.get('people', row.person);
  if (maker === null || row.kind === 'stranger') return null;
  return letterTo(house, maker, {
    key: `linked:${row.hash}`,
    shop: row.shop,
    message: usedMessage(row.kind, { name: person.name, account: identityKey(joining.identity) }),
    not: joining.identity,
  });
}

/** An account that waited hears that it is known when what it wanted goes on. */
export async function enqueueResume(house: House, tx: Tx, { hash }: CodeRow): Promise<void> {
  await house.queue.enqueue(tx, { kind: 'resume', payload: { hash }, key: `resume:${hash}` });
}

function usedMessage(
  kind: CodeRow['kind'],
  { name, account }: { name: string; account: string },
): Message {
  return {
    tone: 'good',
    title: text(kind === 'self' ? 'linking.told.self' : 'linking.told.invite', { name }),
    lines: [text('linking.told.remedy')],
    fields: [{ label: text('refusals.stranger.account'), value: raw(account) }],
  };
}
