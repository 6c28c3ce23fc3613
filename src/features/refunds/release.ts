import { z } from 'zod';
import type { Opn } from '../../clients/opn/client.ts';
import type { Charge } from '../../clients/opn/schema.ts';
import { type Context, defineCommand, type Preview } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Operation } from '../../core/operation.ts';
import { raw, text } from '../../core/text.ts';
import { askCharge, ChargeId, openCharge, takeCharge } from './charge-field.ts';
import { chargeFacts, moneyText, timeText } from './facts.ts';
import { approverField, guardedHold } from './guarded.ts';
import { whyNotHeld } from './hold.ts';
import { lookAtHold, watchHold } from './lapse.ts';
import { type About, onCharge } from './on-charge.ts';

const Given = z.object({ charge: ChargeId });
type Given = z.infer<typeof Given>;
type Uses = { opn: Opn };
type ReleasePlan = { charge: string; amount: number; currency: string };

const Released = z.object({ at: z.string().nullable() });
type Released = z.infer<typeof Released>;

/** `release <charge>`: gives a card's hold back without taking money (Opn: reverse). There is no partial release. */
export const release = defineCommand<Given, ReleasePlan, Uses>({
  name: 'release',
  role: 'operator',
  exact: true,
  uses: ['opn'],
  fields: [
    {
      name: 'charge',
      take: takeCharge,
      ask: (_input, { opn }) => askCharge('release', opn, ({ reversible }) => reversible),
    },
  ],
  input: Given,
  preview: previewRelease,
  async run(plan, { opn, execution, once, shop, approver, later, now }) {
    await once(releaseOperation(opn, plan, { execution, shop: shop.id }));
    await lookAtHold(plan.charge, { later, now });
    return {
      tone: 'good',
      title: text('refunds.release.done', {
        amount: { money: { amount: plan.amount, currency: plan.currency } },
      }),
      fields: [
        { label: text('facts.charge'), value: raw(plan.charge) },
        ...approverField(approver),
      ],
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

async function previewRelease(
  given: Given,
  { opn, shop, person, later, now }: Context & Uses,
): Promise<Preview<ReleasePlan>> {
  const charge = await openCharge(given.charge, { opn, shop });
  await watchHold(charge, { later, now });
  const why = whyNotHeld(charge, charge.reversible);
  if (why !== null) {
    throw new UserError(
      `refunds.hold.${why}.title`,
      { charge: charge.id },
      { lines: [text(`refunds.hold.${why}.remedy`)] },
    );
  }
  return {
    plan: { charge: charge.id, ...charge.authorizedAmount },
    seen: JSON.stringify([charge.status, charge.reversible, charge.authorizedAmount.amount]),
    message: {
      tone: 'plain',
      title: text('refunds.release.title', { amount: { money: charge.authorizedAmount } }),
      fields: [
        ...chargeFacts(charge),
        { label: text('facts.held'), value: moneyText(charge.authorizedAmount) },
        ...(charge.expiresAt === null
          ? []
          : [{ label: text('facts.hold-until'), value: timeText(charge.expiresAt) }]),
      ],
      lines: [text('refunds.release.what-happens'), text('refunds.preview.changes')],
    },
    confirm: { label: text('commands.release.label'), danger: true },
    leave: { label: text('labels.back'), said: text('refunds.release.left') },
    guarded: guardedHold('release', { money: charge.authorizedAmount, charge, person, opn }),
  };
}

function releaseOperation(opn: Opn, plan: ReleasePlan, about: About): Operation<Released> {
  return {
    ...onCharge('release', plan.charge, { ...about, opn }),
    what: text('refunds.release.what', {
      amount: { money: { amount: plan.amount, currency: plan.currency } },
    }),
    request: {},
    result: Released,
    send: async () => toReleased(await opn.reverse(plan.charge)),
    async find() {
      const charge = await opn.charge(plan.charge);
      if (charge === null) return 'unsure';
      return charge.reversed ? { found: toReleased(charge) } : 'absent';
    },
  };
}

function toReleased(charge: Charge): Released {
  return { at: charge.reversedAt };
}
