import { rates } from './choices.ts';

export type Fees = { fee: number; fee_vat: number; net: number };

/**
 * Opn's share of a payment, half up, in the smallest unit. Rates are hundredths of a percent, so every product is a
 * whole number. Reproduces every recorded charge; refunds do not change it.
 */
export function feesOf(base: number, rate: number, vat: number = rates.vat): Fees {
  const fee = share(base, rate);
  const feeVat = share(fee, vat);
  return { fee, fee_vat: feeVat, net: base - fee - feeVat };
}

function share(amount: number, rate: number): number {
  return Math.round((amount * rate) / 10_000);
}

export function rateOf(sourceType: string | null): number {
  if (sourceType === null) return rates.card;
  return sourceType === 'promptpay' ? rates.promptpay : rates.other;
}

/** A rate as the API writes it: 365 is `3.65`, 700 is `7.0`. */
export function rateText(rate: number): string {
  const text = String(rate / 100);
  return text.includes('.') ? text : `${text}.0`;
}
