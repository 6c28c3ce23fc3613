import { z } from 'zod';
import type { Opn } from '../../clients/opn/client.ts';
import type { Charge } from '../../clients/opn/schema.ts';
import { type Context, defineCommand, type Preview, type Question } from '../../core/command.ts';
import { UpstreamError, UserError } from '../../core/errors.ts';
import type { Input, Message } from '../../core/message.ts';
import { text } from '../../core/text.ts';
import {
  ALL,
  amountGiven,
  amountKept,
  fitsAmount,
  mayHoldAmount,
  takeAmountOrTypo,
} from './amount.ts';
import { askCharge, ChargeId, openCharge, takeCharge } from './charge-field.ts';
import {
  type RefundPlan,
  sameAmountRecently,
  whyNotAmount,
  whyUnrefundable,
} from './plan-refund.ts';
import { guardedRefund } from './guarded.ts';
import {
  againMessage,
  doneMessage,
  plannedRefund,
  reasonText,
  REASONS,
} from './refund-messages.ts';
import { refundOperation } from './refund-operation.ts';

const LONGEST_REASON = 200;
const Given = z.object({
  charge: ChargeId,
  amount: z.string().optional(),
  reason: z.string().trim().min(1).max(LONGEST_REASON),
  /** The refund of the same amount within a day that the person was told of, and wants one more after: none after the next. */
  again: z.string().optional(),
});
type Given = z.infer<typeof Given>;
type Uses = { opn: Opn };

/** `refund <charge> [amount] <reason>`: all or part of a captured charge, once. */
export const refund = defineCommand<Given, RefundPlan, Uses>({
  name: 'refund',
  role: 'operator',
  exact: true,
  uses: ['opn'],
  fields: [
    {
      name: 'charge',
      take: takeCharge,
      ask: (_input, { opn }) => askCharge('refund', opn, (charge) => charge.refundable),
    },
    { name: 'amount', optional: true, take: takeAmountOrTypo, fits: fitsAmount, ask: askAmount },
    { name: 'reason', rest: true, ask: askReason },
  ],
  input: Given,
  preview: previewRefund,
  async run(plan, { opn, execution, once, shop, person, approver }) {
    const made = await once(
      refundOperation(opn, plan, { execution, shop: shop.id, by: person.id }),
    );
    const charge = await chargeNow(opn, plan.charge);
    return doneMessage({ plan, made, charge, requester: person.name, approver });
  },
});

async function askAmount(input: Input, context: Context & Uses) {
  const charge = await refundableCharge(input['charge'] ?? '', context);
  return charge.partiallyRefundable ? amountQuestion(charge) : null;
}

function amountQuestion(charge: Charge): Question {
  const amount = { money: charge.remaining };
  return {
    field: 'amount',
    text: text('commands.refund.ask.amount', { amount }),
    lines: [text('refunds.partials-left', { left: charge.partialRefundsLeft })],
    choices: [{ label: text('refunds.all.label', { amount }), value: ALL }],
  };
}

/** What cannot be refunded is said before a reason is asked for. */
async function askReason(input: Input, context: Context & Uses) {
  const wanted = await wantedRefund(
    { charge: input['charge'] ?? '', amount: input['amount'] },
    context,
  );
  if ('ask' in wanted) return wanted.ask;
  const choices = REASONS.map((reason) => ({
    label: text(`refunds.reason.${reason}.label`),
    value: `@${reason}`,
  }));
  return { text: text('commands.refund.ask.reason'), choices };
}

/** The charge, or a refusal that says why nothing of it can be refunded and what can be done instead. */
async function refundableCharge(id: string, { opn, now, shop }: Context & Uses): Promise<Charge> {
  const charge = await openCharge(id, { opn, shop });
  const why = whyUnrefundable(charge, now);
  if (why === null) return charge;
  const actions =
    why === 'uncaptured'
      ? [actionOn('release', charge), actionOn('capture', charge)]
      : [actionOn('charge', charge)];
  throw new UserError(
    `refunds.no.${why}.title`,
    { charge: charge.id },
    { lines: [text(`refunds.no.${why}.remedy`, { charge: charge.id })], actions },
  );
}

function actionOn(command: string, charge: Charge): NonNullable<Message['actions']>[number] {
  return {
    kind: 'open',
    label: text(`commands.${command}.label`),
    command,
    input: { charge: charge.id },
  };
}

type Wanted = { charge: string; amount?: string | undefined; reason?: string | undefined };

/** The charge and how much of it, a question about the amount, or a refusal. */
async function wantedRefund(
  wanted: Wanted,
  context: Context & Uses,
): Promise<{ charge: Charge; amount: number } | { ask: Question }> {
  const charge = await refundableCharge(wanted.charge, context);
  const read = amountGiven(wanted.amount, charge.remaining, context);
  if ('ask' in read) return read;
  const { amount } = read.money;
  const why = whyNotAmount(charge, amount);
  if (why !== null) throw amountRefused(charge, wanted.reason, why);
  return { charge, amount };
}

async function previewRefund(given: Given, context: Context & Uses): Promise<Preview<RefundPlan>> {
  const wanted = await wantedRefund(given, context);
  if ('ask' in wanted) return wanted;
  const { charge, amount } = wanted;
  if (mayHoldAmount(given) && charge.partiallyRefundable) return { ask: amountQuestion(charge) };
  const money = { amount, currency: charge.amount.currency };
  const { reason, again } = given;
  const input = { charge: charge.id, ...amountKept(given.amount, money), reason };
  const before = sameAmountRecently(charge, amount, context.now);
  if (before !== null && before.id !== again) return { show: againMessage(charge, input, before) };
  const { person, opn } = context;
  const moving = { money, charge, person, opn, reason, why: reasonText(reason) };
  return {
    ...plannedRefund(charge, reason, amount),
    input: { ...input, ...(again !== undefined && { again }) },
    guarded: guardedRefund(moving),
  };
}

/** The refund is made: a card without the new sums is better than none. */
async function chargeNow(opn: Opn, id: string): Promise<Charge | null> {
  try {
    return await opn.charge(id);
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}

function amountRefused(
  charge: Charge,
  reason: string | undefined,
  why: 'too-much' | 'no-partial',
): UserError {
  return new UserError(
    `refunds.no.${why}.title`,
    { amount: { money: charge.remaining } },
    {
      lines: [text(`refunds.no.${why}.remedy`, { amount: { money: charge.remaining } })],
      actions: [
        {
          kind: 'open',
          label: text('refunds.all.label', { amount: { money: charge.remaining } }),
          command: 'refund',
          input: { charge: charge.id, amount: ALL, ...(reason !== undefined && { reason }) },
        },
        actionOn('charge', charge),
      ],
    },
  );
}
