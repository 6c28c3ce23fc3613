/** Thai VAT of 7 %, amounts in whole satang, halves up. https://library.siam-legal.com/revenue-code-tax-liability-sections-78-79/ */

const RATE = 7;

/** The VAT in an amount that contains it: 7/107. */
export function vatInside(gross: number): number {
  const whole = 100 + RATE;
  return Math.floor((2 * gross * RATE + whole) / (2 * whole));
}

/** The VAT that comes on top of an amount. */
export function vatOnTop(net: number): number {
  return Math.floor((net * RATE + 50) / 100);
}
