import { decimalOf, exponentOf, type Money } from '../core/money.ts';
import type { Locale } from '../core/settings.ts';
import type { WriteText } from './messages.ts';

/** Currencies with a template of their own; any other is written with its code. */
const KNOWN = ['THB', 'VND', 'JPY'];

/** All decimals of the currency, digits grouped the locale's way; `formats.money.<currency>` puts sign and unit around it. */
export function writeMoney(money: Money, locale: Locale, write: WriteText): string {
  const { currency } = money;
  const exponent = exponentOf(currency);
  const digits = { minimumFractionDigits: exponent, maximumFractionDigits: exponent };
  const amount = new Intl.NumberFormat(locale, digits).format(
    exactly({ ...money, amount: Math.abs(money.amount) }),
  );
  const key = KNOWN.includes(currency) ? currency : 'other';
  return write(`formats.money.${key}`, locale, {
    sign: money.amount < 0 ? '-' : '',
    amount,
    code: currency,
  });
}

/** Intl prints a decimal text exactly where a float would round; its type wants a numeric literal, which decimalOf returns. */
function exactly(money: Money): Intl.StringNumericLiteral {
  return decimalOf(money) as Intl.StringNumericLiteral;
}
