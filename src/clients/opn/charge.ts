import type { Money } from '../../core/money.ts';
import { guesses, refundHints, type RefundSupport } from './guesses.ts';

/** How the buyer paid. A card that is part of a source, as with instalments, counts as the source. */
export type Method =
  | { kind: 'card'; brand: string; lastDigits: string; financing: string | null }
  | { kind: 'source'; type: string };

/** What can still be refunded: captured less refunded. https://docs.omise.co/refunding-charges */
export function remaining({ captured, refunded }: { captured: Money; refunded: Money }): Money {
  const left = captured.amount - refunded.amount;
  return { amount: Math.max(0, left), currency: captured.currency };
}

/** How many more partial refunds a charge takes; 0 when it takes none. https://docs.omise.co/refunding-charges */
export function partialRefundsLeft(charge: {
  partiallyRefundable: boolean;
  refunds: { count: number };
}): number {
  if (!charge.partiallyRefundable) return 0;
  return Math.max(0, guesses.maxRefunds.value - charge.refunds.count);
}

/**
 * The last moment a card payment can be refunded, ISO in UTC, counted from capture: 365 days, 160 for JCB, American
 * Express and Diners Club. Null when nothing was captured or the payment method's window is not published.
 * https://docs.omise.co/refunding-charges
 */
export function refundDeadline(charge: { method: Method; paidAt: string | null }): string | null {
  const { method, paidAt } = charge;
  if (paidAt === null || method.kind !== 'card') return null;
  const { refundDays, shortRefundDays } = guesses;
  const days = hasShortWindow(method.brand) ? shortRefundDays.value : refundDays.value;
  return Temporal.Instant.from(paidAt)
    .add({ hours: days * 24 })
    .toString();
}

function hasShortWindow(brand: string): boolean {
  const letters = brand.toLowerCase().replaceAll(/[^a-z]/g, '');
  return guesses.shortRefundBrands.value.includes(letters);
}

/**
 * When the buyer sees a refund that is not a void: `debit` takes days (the guess table says how many), `card` is credit
 * or debit and Opn does not say which, `unknown` is a method for which nothing is published.
 */
export type BuyerWaits = 'next-statement' | 'debit' | 'card' | 'unknown';

/** https://docs.omise.co/refunding-charges */
export function buyerWaits(method: Method): BuyerWaits {
  if (method.kind !== 'card') return 'unknown';
  const financing = method.financing?.toLowerCase();
  if (financing === 'credit') return 'next-statement';
  return financing === 'debit' ? 'debit' : 'card';
}

/** What is known about refunds of a payment method (`card` or a source type), before looking at a charge. */
export function refundSupport(type: string): RefundSupport {
  const hint = refundHints.find(({ types }) => types.some((pattern) => matches(pattern, type)));
  return hint?.value ?? { full: 'unclear', partial: 'unclear', days: null };
}

function matches(pattern: string, type: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}
