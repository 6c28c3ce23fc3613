import { z } from 'zod';

/** An amount in the currency's smallest unit (satang, đồng, yen), never a fraction. `currency` is ISO 4217, upper case. */
export const Money = z.object({ amount: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) });
export type Money = z.infer<typeof Money>;

/** Digits after the decimal point: THB 2, VND 0, JPY 0 (ISO 4217, through CLDR). */
export function exponentOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** The amount in the main unit as an exact decimal text: 123450 THB is `1234.50`. */
export function decimalOf({ amount, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const sign = amount < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** The amount as it reads the same in every language: `THB 1234.50`. */
export function plainText(money: Money): string {
  return `${money.currency} ${decimalOf(money)}`;
}
