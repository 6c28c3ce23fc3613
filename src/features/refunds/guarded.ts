import type { Opn } from '../../clients/opn/client.ts';
import type { Charge } from '../../clients/opn/schema.ts';
import type { Elsewhere } from '../../core/approval.ts';
import type { Guarded } from '../../core/command.ts';
import type { Message } from '../../core/message.ts';
import type { Money } from '../../core/money.ts';
import type { Person } from '../../core/settings.ts';
import { text, type Text } from '../../core/text.ts';

type Moving = { money: Money; charge: Charge; person: Person; opn: Opn };

/** A refund: what went back before, from here or the dashboard, counts for its charge. */
export function guardedRefund(moving: Moving & { reason: string; why: Text }): Guarded {
  const { charge, reason, why } = moving;
  const shown = { ...moving, act: 'refund', whole: charge.captured } as const;
  return guarded(shown, { before: charge.refunded, reason, why });
}

/** A capture takes what is held, once; a release gives all of it back. */
export function guardedHold(act: 'capture' | 'release', moving: Moving): Guarded {
  const { charge } = moving;
  const shown = { ...moving, act, whole: charge.authorizedAmount };
  return guarded(shown, { before: charge.captured, reason: null, why: null });
}

type Shown = Moving & { act: 'refund' | 'capture' | 'release'; whole: Money };
type Counted = { before: Money; reason: string | null; why: Text | null };

/** Model message d: who asks for what, of how much, and why. */
function guarded(
  { act, money, whole, charge, person, opn }: Shown,
  { before, reason, why }: Counted,
): Guarded {
  const amount = { money };
  return {
    what: text(`refunds.request.${act}`, { amount }),
    lines: [
      text(`refunds.request.${act}.what`, {
        requester: person.name,
        amount,
        charge: charge.id,
        whole: { money: whole },
      }),
      ...(why === null ? [] : [text('approvals.reason', { reason: { text: why } })]),
    ],
    actions: [
      {
        kind: 'open',
        label: text('commands.charge.label'),
        command: 'charge',
        input: { charge: charge.id },
      },
    ],
    stake: {
      money,
      subject: charge.id,
      reason,
      before,
      elsewhere: ({ from, to }) => refundedElsewhere(opn, from, to),
    },
  };
}

/** Refunds of the account that carry no key of ours: made in the dashboard or by another program. */
async function refundedElsewhere(opn: Opn, from: number, to: number): Promise<Elsewhere[]> {
  const refunds = await opn.refundsBetween(from, to);
  return refunds
    .filter(({ metadata }) => metadata['tenban_key'] === undefined)
    .map(({ amount }) => ({ command: 'refund', money: amount }));
}

/** Who approved it, when somebody had to. */
export function approverField(approver: string | null): NonNullable<Message['fields']> {
  if (approver === null) return [];
  return [{ label: text('facts.approver'), value: text('facts.value.person', { name: approver }) }];
}
