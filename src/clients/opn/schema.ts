import { z } from 'zod';
import {
  buyerWaits,
  type Method,
  partialRefundsLeft,
  refundDeadline,
  remaining,
} from './charge.ts';

/** A charge's id, safe to put into an address. Test ids carry `_test_`. */
export const ChargeId = z
  .string()
  .regex(/^chrg_(test_)?[0-9a-z]+$/, 'a charge id such as chrg_test_5xuy4w91xqz7d1w9u0t');
export type ChargeId = z.infer<typeof ChargeId>;

/** Whole and in the smallest unit, so that no sum is ever rounded. */
const Amount = z.int().min(0);
/** Upper case since API version 2019-05-29, lower case before. https://docs.omise.co/upgrade-guide-2017-to-2019 */
const Currency = z.string().transform((code) => code.toUpperCase());
const Time = z.iso.datetime({ offset: true });

/** A refund. Final once it exists; its metadata never changes. https://docs.omise.co/refunds-api */
export const Refund = z
  .object({
    object: z.literal('refund'),
    id: z.string(),
    charge: z.string(),
    amount: Amount,
    currency: Currency,
    voided: z.boolean(),
    metadata: z.record(z.string(), z.json()),
    created_at: Time,
  })
  .transform((refund) => ({
    id: refund.id,
    charge: refund.charge,
    amount: { amount: refund.amount, currency: refund.currency },
    /** Undone before settlement: the buyer's statement never shows the payment. */
    voided: refund.voided,
    metadata: refund.metadata,
    createdAt: refund.created_at,
  }));
export type Refund = z.infer<typeof Refund>;

/** One page of refunds, oldest first. https://docs.omise.co/api-pagination */
export const RefundPage = z
  .object({ object: z.literal('list'), data: z.array(Refund), total: z.int().min(0) })
  .transform((page) => ({ count: page.total, items: page.data }));
export type RefundPage = z.infer<typeof RefundPage>;

const Card = z.object({
  brand: z.string(),
  last_digits: z.string().nullish(),
  financing: z.string().nullish(),
});
const Source = z.object({ type: z.string() });

/**
 * A charge. Some answers leave out `authorization_type`, `authorized_amount` and `captured_amount`, older ones also
 * `partially_refundable` and `can_perform_void`. https://docs.omise.co/charges-api
 */
export const Charge = z
  .object({
    object: z.literal('charge'),
    id: ChargeId,
    status: z.enum(['pending', 'successful', 'failed', 'expired', 'reversed']),
    livemode: z.boolean(),
    amount: Amount,
    authorized_amount: Amount.nullish(),
    captured_amount: Amount.nullish(),
    refunded_amount: Amount,
    currency: Currency,
    authorization_type: z.string().nullish(),
    authorized: z.boolean(),
    capturable: z.boolean(),
    paid: z.boolean(),
    reversed: z.boolean(),
    reversible: z.boolean(),
    refundable: z.boolean(),
    partially_refundable: z.boolean().nullish(),
    can_perform_void: z.boolean().nullish(),
    voided: z.boolean(),
    expired: z.boolean(),
    created_at: Time,
    paid_at: Time.nullish(),
    reversed_at: Time.nullish(),
    expires_at: Time.nullish(),
    card: Card.nullish(),
    source: Source.nullish(),
    dispute: z.looseObject({}).nullish(),
    refunds: RefundPage,
    failure_code: z.string().nullish(),
    description: z.string().nullish(),
  })
  .transform((charge) => {
    const { currency, refunds } = charge;
    const captured = { amount: capturedOf(charge), currency };
    const refunded = { amount: charge.refunded_amount, currency };
    const partiallyRefundable = charge.partially_refundable ?? false;
    const method = methodOf(charge);
    const paidAt = charge.paid_at ?? null;
    return {
      id: charge.id,
      status: charge.status,
      livemode: charge.livemode,
      amount: { amount: charge.amount, currency },
      authorizedAmount: { amount: charge.authorized_amount ?? charge.amount, currency },
      captured,
      refunded,
      remaining: remaining({ captured, refunded }),
      authorized: charge.authorized,
      capturable: charge.capturable,
      paid: charge.paid,
      reversed: charge.reversed,
      reversible: charge.reversible,
      refundable: charge.refundable,
      partiallyRefundable,
      partialRefundsLeft: partialRefundsLeft({ partiallyRefundable, refunds }),
      refundUntil: refundDeadline({ method, paidAt }),
      canVoid: charge.can_perform_void ?? false,
      voided: charge.voided,
      expired: charge.expired,
      disputed: (charge.dispute ?? null) !== null,
      preAuth: charge.authorization_type === 'pre_auth',
      method,
      buyerWaits: buyerWaits(method),
      createdAt: charge.created_at,
      paidAt,
      expiresAt: charge.expires_at ?? null,
      reversedAt: charge.reversed_at ?? null,
      /** The page that comes with a charge: `count` is all of them, `items` the first 20. */
      refunds,
      failureCode: charge.failure_code ?? null,
      description: charge.description ?? null,
    };
  });
export type Charge = z.infer<typeof Charge>;

/** A page of charges. */
export const ChargePage = z
  .object({ object: z.literal('list'), data: z.array(Charge) })
  .transform((page) => page.data);
export type ChargePage = z.infer<typeof ChargePage>;

/** The merchant's account. https://docs.omise.co/account-api */
export const Account = z
  .object({
    object: z.literal('account'),
    id: z.string(),
    livemode: z.boolean(),
    country: z.string(),
    currency: Currency,
  })
  .transform(({ id, livemode, country, currency }) => ({ id, livemode, country, currency }));
export type Account = z.infer<typeof Account>;

/** Charges that were never captured still carry `captured_amount`, so only `paid` says whether it counts. */
function capturedOf(charge: {
  paid: boolean;
  amount: number;
  captured_amount?: number | null | undefined;
}): number {
  return charge.paid ? (charge.captured_amount ?? charge.amount) : 0;
}

function methodOf(charge: {
  card?: z.infer<typeof Card> | null | undefined;
  source?: z.infer<typeof Source> | null | undefined;
}): Method {
  const { card, source } = charge;
  if (source) return { kind: 'source', type: source.type };
  if (!card) return { kind: 'source', type: 'unknown' };
  return {
    kind: 'card',
    brand: card.brand,
    lastDigits: card.last_digits ?? '',
    financing: card.financing || null,
  };
}
