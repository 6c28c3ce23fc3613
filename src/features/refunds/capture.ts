import { z } from 'zod';
import type { Opn } from '../../clients/opn/client.ts';
import type { Charge } from '../../clients/opn/schema.ts';
import { type Context, defineCommand, type Planned, type Preview } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Money } from '../../core/money.ts';
import type { Operation } from '../../core/operation.ts';
import { raw, text } from '../../core/text.ts';
import { ALL, amountGiven, amountKept, fitsAmount, takeAmountOrTypo } from './amount.ts';
import { askCharge, ChargeId, openCharge, takeCharge } from './charge-field.ts';
import { chargeFacts, moneyText, timeText } from './facts.ts';
import { approverField, guardedHold } from './guarded.ts';
import { whyNotHeld } from './hold.ts';
import { lookAtHold, watchHold } from './lapse.ts';
import { type About, onCharge } from './on-charge.ts';

const Given = z.object({ charge: ChargeId, amount: z.string().optional() });
type Given = z.infer<typeof Given>;
type Uses = { opn: Opn };

type CapturePlan = { charge: string; amount: number; currency: string; partial: boolean };

const Captured = z.object({ amount: z.int(), at: z.string().nullable() });
type Captured = z.infer<typeof Captured>;

/** `capture <charge> [amount]`: takes the money that a card holds, all of it or once a part. https://docs.omise.co/capture */
export const capture = defineCommand<Given, CapturePlan, Uses>({
  name: 'capture',
  role: 'operator',
  exact: true,
  uses: ['opn'],
  fields: [
    {
      name: 'charge',
      take: takeCharge,
      ask: (_input, { opn }) => askCharge('capture', opn, ({ capturable }) => capturable),
    },
    { name: 'amount', optional: true, take: takeAmountOrTypo, fits: fitsAmount, ask: askAmount },
  ],
  input: Given,
  preview: previewCapture,
  async run(plan, { opn, execution, once, shop, approver, later, now }) {
    await once(captureOperation(opn, plan, { execution, shop: shop.id }));
    await lookAtHold(plan.charge, { later, now });
    const amount = { money: { amount: plan.amount, currency: plan.currency } };
    return {
      tone: 'good',
      title: text('refunds.capture.done', { amount }),
      fields: [
        { label: text('facts.charge'), value: raw(plan.charge) },
        ...approverField(approver),
      ],
      ...(plan.partial && { lines: [text('refunds.capture.rest-released')] }),
      actions: [
        {
          kind: 'open',
          label: text('commands.charge.label'),
          command: 'charge',
          input: { charge: plan.charge },
        },
      ],
    };
  },
});

/** Asked only where a part may be captured; elsewhere all of it is. */
async function askAmount(input: { [field: string]: string }, context: Context & Uses) {
  const charge = await heldCharge(input['charge'] ?? '', context);
  if (!(await mayBePartial(charge, context.opn))) return null;
  const amount = { money: charge.authorizedAmount };
  return {
    text: text('commands.capture.ask.amount', { amount }),
    lines: [text('refunds.capture.partial-rule')],
    choices: [{ label: text('refunds.all.label', { amount }), value: ALL }],
  };
}

/** Partial capture is for pre-authorisations of Thai accounts. */
async function mayBePartial(charge: Charge, opn: Opn): Promise<boolean> {
  return charge.preAuth && (await opn.account()).country === 'TH';
}

async function heldCharge(id: string, { opn, shop }: Context & Uses): Promise<Charge> {
  const charge = await openCharge(id, { opn, shop });
  const why = whyNotHeld(charge, charge.capturable);
  if (why !== null)
    throw new UserError(
      `refunds.hold.${why}.title`,
      { charge: id },
      { lines: [text(`refunds.hold.${why}.remedy`)] },
    );
  return charge;
}

async function previewCapture(
  given: Given,
  context: Context & Uses,
): Promise<Preview<CapturePlan>> {
  const charge = await heldCharge(given.charge, context);
  await watchHold(charge, context);
  const whole = charge.authorizedAmount;
  const read = amountGiven(given.amount, whole, context);
  if ('ask' in read) return read;
  const { money } = read;
  if (money.amount > whole.amount) {
    throw new UserError(
      'refunds.capture.too-much.title',
      { amount: { money: whole } },
      { lines: [text('refunds.capture.too-much.remedy', { amount: { money: whole } })] },
    );
  }
  const partial = money.amount < whole.amount;
  if (partial && !(await mayBePartial(charge, context.opn))) {
    throw new UserError(
      'refunds.capture.no-partial.title',
      { charge: charge.id },
      { lines: [text('refunds.capture.no-partial.remedy', { amount: { money: whole } })] },
    );
  }
  const { person, opn } = context;
  const guarded = guardedHold('capture', { money, charge, person, opn });
  const input = { charge: charge.id, ...amountKept(given.amount, money) };
  return { ...plannedCapture(charge, money, partial), input, guarded };
}

function plannedCapture(charge: Charge, money: Money, partial: boolean): Planned<CapturePlan> {
  const rest = { amount: charge.authorizedAmount.amount - money.amount, currency: money.currency };
  return {
    plan: { charge: charge.id, ...money, partial },
    seen: JSON.stringify([
      charge.status,
      charge.capturable,
      charge.authorizedAmount.amount,
      money.amount,
    ]),
    message: {
      tone: 'plain',
      title: text('refunds.capture.title', { amount: { money } }),
      fields: [
        ...chargeFacts(charge),
        { label: text('facts.held'), value: moneyText(charge.authorizedAmount) },
        ...(partial ? [{ label: text('facts.released'), value: moneyText(rest) }] : []),
        ...(charge.expiresAt === null
          ? []
          : [{ label: text('facts.hold-until'), value: timeText(charge.expiresAt) }]),
      ],
      lines: [
        text(partial ? 'refunds.capture.partial-rule' : 'refunds.capture.full'),
        text('refunds.preview.changes'),
      ],
    },
    confirm: { label: text('commands.capture.label') },
    leave: { label: text('labels.back'), said: text('refunds.capture.left') },
  };
}

/** The charge itself shows whether the money was taken: no key is needed to know our capture again. */
function captureOperation(opn: Opn, plan: CapturePlan, about: About): Operation<Captured> {
  return {
    ...onCharge('capture', plan.charge, { ...about, opn }),
    what: text('refunds.capture.what', {
      amount: { money: { amount: plan.amount, currency: plan.currency } },
    }),
    request: { amount: plan.amount, currency: plan.currency },
    result: Captured,
    send: async () =>
      toCaptured(await opn.capture(plan.charge, plan.partial ? plan.amount : undefined)),
    async find() {
      const charge = await opn.charge(plan.charge);
      if (charge === null) return 'unsure';
      if (!charge.paid) return 'absent';
      return charge.captured.amount === plan.amount ? { found: toCaptured(charge) } : 'unsure';
    },
  };
}

function toCaptured(charge: Charge): Captured {
  return { amount: charge.captured.amount, at: charge.paidAt };
}
