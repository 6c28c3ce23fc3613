import { readTokens, type Token } from './month-tokens.ts';
import type { Era, MonthWords } from './month-words.ts';

/** `either`: the text can mean two months and a person must choose. */
export type MonthReading =
  | { ok: Temporal.PlainYearMonth }
  | { either: readonly [Temporal.PlainYearMonth, Temporal.PlainYearMonth] }
  | { wrong: 'empty' | 'not-a-month' };

type About = { now: Temporal.PlainDate; words: MonthWords };

/**
 * Reads a month the way people type it, with a Christian, Buddhist (2569, 69) or Reiwa year. Without a year it is the
 * latest such month that has begun; `25/11` may be November 2025 or a day in November, so it is asked about.
 */
export function readMonth(text: string, { now, words }: About): MonthReading {
  if (text.trim() === '') return { wrong: 'empty' };
  const tokens = readTokens(text, words);
  const months = tokens === null ? [] : candidates(tokens, now);
  const [first, second, ...more] = [...new Set(months.map(String))].map((month) =>
    Temporal.PlainYearMonth.from(month),
  );
  if (first === undefined || more.length > 0) return { wrong: 'not-a-month' };
  return second === undefined ? { ok: first } : { either: [first, second] };
}

function candidates(tokens: readonly Token[], now: Temporal.PlainDate): Temporal.PlainYearMonth[] {
  const [only] = tokens;
  if (tokens.length === 1 && only?.kind === 'relative')
    return [now.toPlainYearMonth().add({ months: only.months })];
  if (tokens.some(({ kind }) => kind === 'relative')) return [];
  const names = tokens.flatMap((token) => (token.kind === 'name' ? [token.month] : []));
  const era = tokens.find((token) => token.kind === 'era')?.era ?? null;
  const numbers = tokens.filter((token) => token.kind === 'number');
  const loose = numbers.filter(({ role }) => role === null).map(({ digits }) => digits);
  const months = [
    ...names,
    ...numbers.filter(({ role }) => role === 'month').map(({ digits }) => Number(digits)),
  ];
  const years = numbers.filter(({ role }) => role === 'year').map(({ digits }) => digits);
  if (months.length > 1 || years.length > 1) return [];
  return combine({ month: months[0] ?? null, year: years[0] ?? null, loose }, { era, now });
}

type Parts = { month: number | null; year: string | null; loose: readonly string[] };
type Rules = { era: Era | null; now: Temporal.PlainDate };

function combine({ month, year, loose }: Parts, rules: Rules): Temporal.PlainYearMonth[] {
  const [first, second, ...more] = loose;
  if (more.length > 0) return [];
  if (month !== null && year !== null) return first === undefined ? dated(month, year, rules) : [];
  if (month !== null) return second === undefined ? monthWith(month, first, rules) : [];
  if (first === undefined) return [];
  if (year !== null) return second === undefined ? dated(Number(first), year, rules) : [];
  if (second === undefined) return lone(first, rules);
  return pair(first, second, rules);
}

/** A month and perhaps one more number: a year, or a day for all we know. */
function monthWith(
  month: number,
  other: string | undefined,
  rules: Rules,
): Temporal.PlainYearMonth[] {
  if (other === undefined) return latest(month, rules);
  const years = dated(month, other, rules);
  return years.length > 0 && isDay(other) ? [...years, ...latest(month, rules)] : years;
}

function lone(number: string, rules: Rules): Temporal.PlainYearMonth[] {
  return number.length === 6
    ? dated(Number(number.slice(4)), number.slice(0, 4), rules)
    : latest(Number(number), rules);
}

/** Month and year in either order. When both could be a day and a month instead, that is a reading too. */
function pair(first: string, second: string, rules: Rules): Temporal.PlainYearMonth[] {
  const readings = [...dated(Number(first), second, rules), ...dated(Number(second), first, rules)];
  if (readings.length === 0) return [];
  const asDates = [
    ...(isDay(first) ? latest(Number(second), rules) : []),
    ...(isDay(second) ? latest(Number(first), rules) : []),
  ];
  return [...readings, ...asDates];
}

function isDay(number: string): boolean {
  return number.length <= 2 && Number(number) >= 1 && Number(number) <= 31;
}

function dated(month: number, digits: string, { era }: Rules): Temporal.PlainYearMonth[] {
  const year = yearOf(Number(digits), era);
  return isMonth(month) && year !== null && year >= 1990 && year <= 2100
    ? [Temporal.PlainYearMonth.from({ year, month })]
    : [];
}

function latest(month: number, { now }: Rules): Temporal.PlainYearMonth[] {
  const year = month <= now.month ? now.year : now.year - 1;
  return isMonth(month) ? [Temporal.PlainYearMonth.from({ year, month })] : [];
}

function isMonth(month: number): boolean {
  return month >= 1 && month <= 12;
}

/** Four digits from 2400 on are Buddhist; two digits are too from 43 on, and Christian below. Null when it is no year. */
function yearOf(number: number, era: Era | null): number | null {
  if (era === 'reiwa') return number + 2018;
  if (era === 'buddhist') return number < 100 ? number + 1957 : number - 543;
  if (era === 'common') return number < 100 ? number + 2000 : number;
  if (number >= 2400) return number - 543;
  if (number >= 100) return number;
  if (number >= 43) return number + 1957;
  return number >= 20 ? number + 2000 : null;
}
