import type { ApprovalRow, Over } from '../../core/approval.ts';
import type { Message } from '../../core/message.ts';
import type { Person } from '../../core/settings.ts';
import { raw, text, type Text, timeAt } from '../../core/text.ts';
import { openAction } from '../refusals.ts';
import type { Told } from './people.ts';
import type { Rules, Verdict } from './rules.ts';

/** Which limit asks for a second person. */
export function overText(over: Over): Text {
  if (over.per === 'rule') return text('approvals.over.rule');
  if (over.limit === null) return text('approvals.over.currency');
  return text(`approvals.over.${over.per}`, { limit: { money: over.limit } });
}

/** What a preview says besides when the request cannot be made alone. */
export function previewLines({ over, approvers }: Verdict): Text[] {
  if (over === null) return [];
  if (waits(over)) return [text('approvals.preview.waits')];
  return [overText(over), text('approvals.preview.asks', { names: namesOf(approvers) })];
}

export function confirmLabel({ over }: Verdict, label: Text): Text {
  if (over === null) return label;
  return text(waits(over) ? 'labels.approval.wait' : 'labels.approval.ask');
}

function namesOf(approvers: readonly Told[]): string {
  return approvers.map(({ person }) => person.name).join(', ');
}

/** Nobody else may approve it: who could be given the right, and who can give it. Null when somebody may. */
export function nobodyMessage(
  { appeal, shop, requester, people }: Rules,
  { over, approvers }: Verdict,
): Message | null {
  if (over === null || waits(over) || approvers.length > 0) return null;
  const others = people.filter(
    ({ id, roles }) => id !== requester.id && roles[shop.id] !== undefined,
  );
  const owners = people.filter(({ roles }) => roles[shop.id] === 'owner');
  const list = (some: readonly Person[]): string => some.map(({ name }) => name).join(', ');
  return {
    tone: 'locked',
    title: text('approvals.nobody.title', { what: { text: appeal.what }, shop: shop.name }),
    lines: [
      overText(over),
      others.length === 0
        ? text('approvals.nobody.alone', { owners: list(owners) })
        : text('approvals.nobody.remedy', { owners: list(owners), names: list(others) }),
    ],
  };
}

/** Whether it takes effect by itself after a wait, because nobody else may approve it. */
export function waits(over: Over): boolean {
  return over.per === 'rule' && over.waits;
}

/** Said to the requester once it is asked for. */
export function askedMessage(row: ApprovalRow, approvers: readonly Told[]): Message {
  const values = { what: { text: row.appeal.what }, until: timeAt(row.expiresAt) };
  if (waits(row.over))
    return {
      tone: 'wait',
      title: text('approvals.waits.title', values),
      lines: [text('approvals.waits.until', values)],
      fields: [numberField(row)],
      actions: [takeBack(row)],
    };
  return {
    tone: 'wait',
    title: text('approvals.asked.title', values),
    lines: [
      text('approvals.asked.who', { names: namesOf(approvers) }),
      text('approvals.asked.until', values),
    ],
    fields: [numberField(row)],
  };
}

/** Given as a reason it says that there is none. */
export const NO_REASON = '-';

export function takeBack({ number }: ApprovalRow): ReturnType<typeof openAction> {
  const input = { number: String(number), reason: NO_REASON };
  return openAction('labels.approval.take-back', 'reject', input);
}

export function numberField({ number }: ApprovalRow): NonNullable<Message['fields']>[number] {
  return { label: text('approvals.number'), value: raw(String(number)) };
}

const END_TONES = {
  pending: 'plain',
  approved: 'good',
  rejected: 'plain',
  expired: 'warn',
  void: 'warn',
} as const;

/** Title and facts of a request that is over. */
export function endedMessage(row: ApprovalRow, name: string): Message {
  const { state, appeal, why } = row;
  return {
    tone: END_TONES[state],
    title: text(`approvals.title.${state}`, { what: { text: appeal.what } }),
    fields: [numberField(row)],
    lines: [
      ...appeal.lines,
      endText(row, name),
      ...(state === 'rejected' && why !== null ? [text('approvals.reason', { reason: why })] : []),
    ],
  };
}

function endText({ state, why, decidedBy, decidedAt }: ApprovalRow, name: string): Text {
  const values = { name, at: timeAt(decidedAt ?? 0) };
  if (state === 'void') return text(`approvals.void.${why ?? 'changed'}`, values);
  if (state === 'approved' && decidedBy === 'system') return text('approvals.ended.waited', values);
  return text(`approvals.ended.${state}`, values);
}
