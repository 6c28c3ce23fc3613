import type { Charge } from '../../clients/opn/schema.ts';
import type { Money } from '../../core/money.ts';

/** Opn takes at most 15 refunds per charge. https://docs.omise.co/refunding-charges */
const MOST_REFUNDS = 15;
const DAY = 24 * 3_600_000;

export type RefundPlan = {
  charge: string;
  amount: number;
  currency: string;
  reason: string;
  voidExpected: boolean;
  /** Refunds that were there before: what appears later and is not ours was made elsewhere. */
  known: string[];
};

/** Why a charge cannot be refunded at all; names a text with its remedy in `locales/`. */
export type Unrefundable =
  | 'uncaptured'
  | 'unpaid'
  | 'disputed'
  | 'voided'
  | 'all-refunded'
  | 'method'
  | 'too-late'
  | 'too-many';

/** A refund that was made before. */
export type Earlier = { id: string; at: string; amount: Money };

/** The charge's own flags decide; the rest explains them. Null when something can be refunded. */
export function whyUnrefundable(charge: Charge, now: Temporal.Instant): Unrefundable | null {
  if (charge.capturable) return 'uncaptured';
  if (!charge.paid) return 'unpaid';
  if (charge.voided) return 'voided';
  if (charge.remaining.amount === 0) return 'all-refunded';
  if (charge.disputed) return 'disputed';
  if (charge.refunds.count >= MOST_REFUNDS) return 'too-many';
  if (isTooLate(charge, now)) return 'too-late';
  return charge.refundable ? null : 'method';
}

function isTooLate({ refundUntil }: Charge, now: Temporal.Instant): boolean {
  return (
    refundUntil !== null && Temporal.Instant.compare(now, Temporal.Instant.from(refundUntil)) > 0
  );
}

/** Why this amount cannot be refunded, or null. */
export function whyNotAmount(charge: Charge, amount: number): 'too-much' | 'no-partial' | null {
  if (amount > charge.remaining.amount) return 'too-much';
  if (amount < charge.remaining.amount && !charge.partiallyRefundable) return 'no-partial';
  return null;
}

/** A full refund of a charge nobody refunded before is a void while the bank still allows it; the bank decides. */
export function expectsVoid(charge: Charge, amount: number): boolean {
  return charge.canVoid && charge.refunds.count === 0 && amount === charge.captured.amount;
}

/** The latest refund of the same amount within a day, wherever it was made. */
export function sameAmountRecently(
  charge: Charge,
  amount: number,
  now: Temporal.Instant,
): Earlier | null {
  const since = now.epochMilliseconds - DAY;
  const same = charge.refunds.items.filter(
    (refund) =>
      refund.amount.amount === amount &&
      Temporal.Instant.from(refund.createdAt).epochMilliseconds >= since,
  );
  const latest = same.at(-1);
  if (latest === undefined) return null;
  return { id: latest.id, at: latest.createdAt, amount: latest.amount };
}

/** Everything a person relies on when confirming a refund. */
export function seenOf(charge: Charge, amount: number): string {
  const { captured, refunded, refundable, partiallyRefundable, disputed, status, refunds } = charge;
  return JSON.stringify([
    amount,
    status,
    captured.amount,
    refunded.amount,
    refundable,
    partiallyRefundable,
    disputed,
    refunds.count,
    expectsVoid(charge, amount),
  ]);
}

export function moneyOf({ amount, currency }: Pick<RefundPlan, 'amount' | 'currency'>): Money {
  return { amount, currency };
}
