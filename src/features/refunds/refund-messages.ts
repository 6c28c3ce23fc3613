import type { Charge } from '../../clients/opn/schema.ts';
import type { Planned } from '../../core/command.ts';
import type { Input, Message } from '../../core/message.ts';
import { raw, text, type Text } from '../../core/text.ts';
import { chargeFacts, moneyFacts, moneyText, timeText } from './facts.ts';
import { approverField } from './guarded.ts';
import { type Earlier, expectsVoid, moneyOf, type RefundPlan, seenOf } from './plan-refund.ts';
import type { Refunded } from './refund-operation.ts';

/** Offered for one tap; stored as `@damaged` so that each reader sees it in their own language. */
export const REASONS = ['damaged', 'wrong-item', 'out-of-stock', 'cancelled'] as const;

/** The same amount went back within a day: often a slip, sometimes wanted. */
export function againMessage(charge: Charge, input: Input, before: Earlier): Message {
  return {
    tone: 'warn',
    title: text('refunds.again.title', {
      amount: { money: before.amount },
      at: { at: before.at, as: 'time' },
    }),
    lines: [text('refunds.again.what')],
    fields: [...chargeFacts(charge), ...moneyFacts(charge)],
    actions: [
      {
        kind: 'open',
        label: text('labels.refund.again'),
        style: 'danger',
        command: 'refund',
        input: { ...input, again: before.id },
      },
      {
        kind: 'leave',
        label: text('labels.refund.leave'),
        said: text('refunds.left'),
        command: 'refund',
      },
    ],
  };
}

/** Model message a: everything that the person relies on, then the buttons. */
export function plannedRefund(charge: Charge, reason: string, amount: number): Planned<RefundPlan> {
  const { currency } = charge.amount;
  const voidExpected = expectsVoid(charge, amount);
  const plan: RefundPlan = {
    charge: charge.id,
    amount,
    currency,
    reason,
    voidExpected,
    known: charge.refunds.items.map(({ id }) => id),
  };
  const money = { money: moneyOf(plan) };
  const kind = voidExpected ? 'void' : 'refund';
  return {
    plan,
    seen: seenOf(charge, amount),
    message: {
      tone: 'plain',
      title: text('refunds.preview.title', { amount: money }),
      fields: [
        ...chargeFacts(charge),
        ...moneyFacts(charge),
        ...(charge.partiallyRefundable
          ? [
              {
                label: text('facts.partials-left'),
                value: text('refunds.partials-left', { left: charge.partialRefundsLeft }),
              },
            ]
          : []),
        ...(charge.refundUntil === null
          ? []
          : [
              {
                label: text('facts.refund-until'),
                value: text('facts.value.at', { at: { at: charge.refundUntil, as: 'date' } }),
              },
            ]),
        { label: text('facts.reason'), value: reasonText(reason) },
      ],
      lines: [
        text(`refunds.preview.${kind}`),
        ...(voidExpected ? [text('refunds.preview.bank')] : []),
        text(waitKey(charge, voidExpected)),
        text(`refunds.fees.${voidExpected ? 'back' : 'kept'}`),
        text('refunds.preview.changes'),
      ],
    },
    confirm: { label: text('labels.refund.do', { amount: money }), danger: true },
    more: [
      {
        kind: 'open',
        label: text('labels.refund.edit'),
        command: 'refund',
        input: { charge: charge.id },
      },
    ],
    leave: { label: text('labels.refund.leave'), said: text('refunds.left') },
  };
}

/** A reason picked from the list is shown in the reader's words; a typed one as it was typed. */
export function reasonText(reason: string): Text {
  const picked = REASONS.find((known) => reason === `@${known}`);
  return picked === undefined ? raw(reason) : text(`refunds.reason.${picked}.label`);
}

/** How long the buyer waits depends on the payment method; a void never shows. */
function waitKey(charge: Charge, voidExpected: boolean): string {
  return voidExpected ? 'refunds.wait.void' : `refunds.wait.${charge.buyerWaits}`;
}

type Done = {
  plan: RefundPlan;
  made: Refunded | null;
  charge: Charge | null;
  requester: string;
  /** Null when nobody had to approve it. */
  approver: string | null;
};

/** Model message b. Says what the bank made of it: `voided` is the refund's own word, not the preview's guess. */
export function doneMessage({ plan, made, charge, requester, approver }: Done): Message {
  const money = { money: moneyOf(plan) };
  const view: Message['actions'] = [
    {
      kind: 'open',
      label: text('commands.charge.label'),
      command: 'charge',
      input: { charge: plan.charge },
    },
  ];
  if (made === null)
    return {
      tone: 'good',
      title: text('refunds.done.by-decision', { amount: money }),
      actions: view,
    };
  return {
    tone: 'good',
    title: text('refunds.done.title', { amount: money }),
    lines: [text(`refunds.preview.${made.voided ? 'void' : 'refund'}`)],
    fields: [
      { label: text('facts.charge'), value: raw(plan.charge) },
      { label: text('facts.refund'), value: raw(made.id) },
      { label: text('facts.done-at'), value: timeText(made.at) },
      { label: text('facts.requester'), value: text('facts.value.person', { name: requester }) },
      ...approverField(approver),
      ...(charge === null
        ? []
        : [
            { label: text('facts.refunded'), value: moneyText(charge.refunded) },
            { label: text('facts.refundable'), value: moneyText(charge.remaining) },
          ]),
    ],
    actions: view,
  };
}
