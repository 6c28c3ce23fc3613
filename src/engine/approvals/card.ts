import type { ApprovalRow } from '../../core/approval.ts';
import type { Action, Message } from '../../core/message.ts';
import { text, type Text, timeAt } from '../../core/text.ts';
import type { CardOf } from '../cards.ts';
import type { House } from '../house.ts';
import { openAction } from '../refusals.ts';
import { endedMessage, numberField, overText, takeBack, waits } from './words.ts';

/** A request for approval as it stands: to be decided, or who decided it and when. */
export const approvalCard: CardOf = async (house, reads, id, reader) => {
  const row = await reads.approvals.get(id);
  if (row === null) return null;
  const pending = row.state === 'pending';
  const now = house.clock.now().epochMilliseconds;
  const message = pending
    ? pendingMessage(row, { now, own: reader.person === row.requester })
    : endedMessage(row, await nameOf(house, row.decidedBy));
  return { message, revision: row.version, over: !pending };
};

/** Model message d. */
function pendingMessage(row: ApprovalRow, { now, own }: { now: number; own: boolean }): Message {
  const { appeal, over, createdAt } = row;
  const late = now >= halfTime(row);
  return {
    tone: 'plain',
    title: text('approvals.title.pending', { what: { text: appeal.what } }),
    fields: [numberField(row)],
    lines: [
      ...(late ? [text('approvals.still-open', { at: timeAt(createdAt) })] : []),
      ...appeal.lines,
      overText(over),
      untilText(row),
    ],
    actions: [...(own ? [takeBack(row)] : decisions(row)), ...(appeal.actions ?? [])],
  };
}

function untilText({ over, stake, expiresAt }: ApprovalRow): Text {
  const until = timeAt(expiresAt);
  if (waits(over)) return text('approvals.waits.until', { until });
  return text(`approvals.until.${stake === null ? 'rule' : 'money'}`, { until });
}

/** A tap on the card decides: it shows everything. `sure` tells it from a typed command, which shows the card first. */
function decisions({ number }: ApprovalRow): Action[] {
  const input = { number: String(number) };
  return [
    {
      ...openAction('commands.approve.label', 'approve', { ...input, sure: 'yes' }),
      style: 'primary',
      final: true,
    },
    openAction('commands.reject.label', 'reject', input),
  ];
}

/** When people are reminded, epoch ms. */
export function halfTime({ createdAt, expiresAt }: ApprovalRow): number {
  return createdAt + Math.floor((expiresAt - createdAt) / 2);
}

/** A person by name, as long as they are known; nobody for Tenban itself. */
export async function nameOf({ settings }: House, id: string | null): Promise<string> {
  if (id === null || id === 'system') return '';
  const person = await settings.get('people', id);
  return person?.name ?? id;
}
