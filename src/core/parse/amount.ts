import { exponentOf, type Money } from '../money.ts';
import type { Locale } from '../settings.ts';
import { shapeOf } from './amount-shape.ts';
import { type Exact, readingsOf } from './number-readings.ts';
import type { Numerals } from './numerals.ts';

/** `either`: two readings are possible and a person must choose; the number with thousands comes first. */
export type AmountReading =
  | { ok: Money }
  | { either: readonly [Money, Money] }
  | { wrong: 'empty' | 'not-a-number' | 'zero' | 'negative' | 'too-precise' | 'too-large' }
  | { wrong: 'other-currency'; currency: string };

/** `currency` is what the amount must be in, `locale` the reader's: a comma is a decimal mark in Vietnamese only. */
type About = { currency: string; locale: Locale; numerals: Numerals };

/** Reads an amount of money the way people type it. A number that can be read in two ways is never guessed. */
export function readAmount(text: string, { currency, locale, numerals }: About): AmountReading {
  if (text.trim() === '') return { wrong: 'empty' };
  const shape = shapeOf(text, numerals);
  if (shape === null) return { wrong: 'not-a-number' };
  const other = shape.currencies.find((candidates) => !candidates.includes(currency))?.[0];
  if (other !== undefined) return { wrong: 'other-currency', currency: other };
  if (shape.negative) return { wrong: 'negative' };
  const exponent = exponentOf(currency);
  return judge(readingsOf(shape.terms, { locale, exponent }), { currency, exponent });
}

function judge(
  readings: readonly Exact[],
  { currency, exponent }: { currency: string; exponent: number },
): AmountReading {
  if (readings.length === 0) return { wrong: 'not-a-number' };
  const precise = readings
    .map((reading) => smallestUnits(reading, exponent))
    .filter((amount) => amount !== null);
  if (precise.length === 0) return { wrong: 'too-precise' };
  const [first, second, ...more] = new Set(
    precise.filter((amount) => amount <= Number.MAX_SAFE_INTEGER),
  );
  if (first === undefined) return { wrong: 'too-large' };
  if (first === 0n || second === 0n) return { wrong: 'zero' };
  if (more.length > 0) return { wrong: 'not-a-number' };
  const money = (amount: bigint): Money => ({ amount: Number(amount), currency });
  return second === undefined ? { ok: money(first) } : { either: [money(first), money(second)] };
}

/** Null when a fraction of the smallest unit would be left. */
function smallestUnits({ digits, decimals }: Exact, exponent: number): bigint | null {
  const raised = digits * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(decimals);
  return raised % divisor === 0n ? raised / divisor : null;
}

/** More words than any amount has. */
const MOST_WORDS = 8;
const NUMBER_LIKE = /^[-+]?\p{Sc}?\p{Nd}[\p{Nd}.,:'\u2019/%+-]*$/u;

/**
 * Whether a word stands for an amount among other words. True as well for what looks like a number but is none, such as
 * `1,,500`: better refused as an amount than taken for something else.
 */
export function looksLikeAmount(word: string, numerals: Numerals): boolean {
  return shapeOf(word, numerals) !== null || NUMBER_LIKE.test(word.normalize('NFKC'));
}

/** How many words, from the first, are one amount: 2 for `500 baht damaged`, 0 when the first is none. */
export function takeAmount(words: readonly string[], numerals: Numerals): number {
  for (let count = Math.min(words.length, MOST_WORDS); count > 0; count -= 1) {
    if (shapeOf(words.slice(0, count).join(' '), numerals) !== null) return count;
  }
  return words[0] !== undefined && looksLikeAmount(words[0], numerals) ? 1 : 0;
}
