import { z } from 'zod';
import type { Opn } from '../../clients/opn/client.ts';
import type { Refund } from '../../clients/opn/schema.ts';
import type { Operation } from '../../core/operation.ts';
import { text } from '../../core/text.ts';
import { type About, onCharge } from './on-charge.ts';
import { moneyOf, type RefundPlan } from './plan-refund.ts';

/** What is kept of a refund made. */
export const Refunded = z.object({
  id: z.string(),
  amount: z.int(),
  voided: z.boolean(),
  at: z.string(),
});
export type Refunded = z.infer<typeof Refunded>;

/** Opn has no idempotency key for refunds: our own goes into `metadata` and is looked for when an answer is lost. */
export function refundOperation(
  opn: Opn,
  plan: RefundPlan,
  about: About & { by: string },
): Operation<Refunded> {
  const common = onCharge('refund', plan.charge, { ...about, opn });
  const reason = plan.reason.replace(/^@/, '');
  const metadata = { tenban_key: common.key, tenban_by: about.by, reason };
  return {
    ...common,
    what: text('refunds.what', { amount: { money: moneyOf(plan) } }),
    request: { amount: plan.amount, currency: plan.currency, reason: plan.reason },
    result: Refunded,
    send: async () => toRefunded(await opn.refund(plan.charge, { amount: plan.amount, metadata })),
    async find() {
      const refunds = await opn.refunds(plan.charge);
      const ours = refunds.find((refund) => refund.metadata['tenban_key'] === common.key);
      if (ours !== undefined) return { found: toRefunded(ours) };
      return refunds.some((refund) => couldBe(refund, plan)) ? 'unsure' : 'absent';
    },
  };
}

/** A refund of the same amount that was not there before and carries nobody's key. */
function couldBe(refund: Refund, plan: RefundPlan): boolean {
  return (
    !plan.known.includes(refund.id) &&
    refund.amount.amount === plan.amount &&
    refund.metadata['tenban_key'] === undefined
  );
}

function toRefunded(refund: Refund): Refunded {
  return {
    id: refund.id,
    amount: refund.amount.amount,
    voided: refund.voided,
    at: refund.createdAt,
  };
}
