import type { Locale } from '../settings.ts';
import type { Term } from './amount-shape.ts';
import type { Scale } from './numerals.ts';

/** `digits` divided by ten to the power of `decimals`: exact, unlike a float. */
export type Exact = { digits: bigint; decimals: number };

/** `exponent`: decimals of the currency. */
type Rules = { locale: Locale; exponent: number };

/** Everything the terms of an amount can mean together; empty when they make no number. */
export function readingsOf(terms: readonly Term[], rules: Rules): Exact[] {
  const zeros = terms.map(({ scale }) => scale?.zeros ?? 0);
  if (zeros.some((count, index) => index > 0 && count >= (zeros[index - 1] ?? 0))) return [];
  const readings = terms.map((term, index) => {
    const above = term.scale === null ? (terms[index - 1]?.scale ?? null) : null;
    return above === null ? numberReadings(term, rules) : tailReadings(term.number, above);
  });
  return readings.reduce(
    (sums, next) => sums.flatMap((sum) => next.map((one) => add(sum, one))),
    [exact('0')],
  );
}

function numberReadings({ number, scale }: Term, rules: Rules): Exact[] {
  const whole = rules.exponent === 0 && scale === null;
  return separated(number, { ...rules, whole }).map((one) => timesTen(one, scale?.zeros ?? 0));
}

/** A point may be a decimal mark or part a number into thousands; a comma is a decimal mark to some readers only. */
function separated(number: string, { locale, whole }: Rules & { whole: boolean }): Exact[] {
  const marks: string[] = number.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return [exact(number)];
  const cut = number.lastIndexOf(last);
  const [head, tail] = [number.slice(0, cut), number.slice(cut + 1)];
  const decimal = exact(digitsOf(head), tail);
  if (marks.length > 1)
    return isGrouped(number)
      ? [exact(digitsOf(number))]
      : isGrouped(head) && !head.includes(last)
        ? [decimal]
        : [];
  if (!isGrouped(number)) return last === '.' || last === decimalMark(locale) ? [decimal] : [];
  const grouped = exact(digitsOf(number));
  return whole || (last === ',' && last !== decimalMark(locale)) ? [grouped] : [grouped, decimal];
}

/** Whether the marks, all of one kind, part the number into thousands. */
function isGrouped(number: string): boolean {
  return /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(number) || /^[1-9]\d{0,2}(?:,\d{3})+$/.test(number);
}

function digitsOf(number: string): string {
  return number.replace(/\D/g, '');
}

function decimalMark(locale: Locale): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}

/** Digits after a power of ten that name no power themselves. */
function tailReadings(tail: string, { zeros, short }: Scale): Exact[] {
  if (!/^\d+$/.test(tail) || tail.length > zeros) return [];
  const decimals = timesTen(exact(tail), zeros - tail.length);
  if (tail.length === zeros) return [decimals];
  if (!short) return tail.length === 1 ? [decimals, exact(tail)] : [exact(tail)];
  if (tail.length > 3) return [];
  return tail.length === 2 ? [decimals, timesTen(exact(tail), zeros - 3)] : [decimals];
}

function exact(whole: string, fraction = ''): Exact {
  return { digits: BigInt(whole + fraction), decimals: fraction.length };
}

function timesTen({ digits, decimals }: Exact, zeros: number): Exact {
  return { digits: digits * 10n ** BigInt(zeros), decimals };
}

function add(a: Exact, b: Exact): Exact {
  const decimals = Math.max(a.decimals, b.decimals);
  const [left, right] = [a, b].map((one) => timesTen(one, decimals - one.decimals).digits);
  return { digits: (left ?? 0n) + (right ?? 0n), decimals };
}
