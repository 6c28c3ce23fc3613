import { asciiDigits, foldText } from './fold.ts';
import type { Numerals, Scale } from './numerals.ts';

/** An amount taken apart, not yet valued. `currencies` holds one list of candidates per currency word or sign. */
export type Shape = { negative: boolean; currencies: (readonly string[])[]; terms: Term[] };
/** Digits with their separators and the power of ten they are followed by. */
export type Term = { number: string; scale: Scale | null };

/** Takes the text apart, or null when something in it belongs to no amount. */
export function shapeOf(text: string, numerals: Numerals): Shape | null {
  const cursor: Cursor = { rest: plainText(text) };
  const before = takeBefore(cursor, numerals);
  const terms = takeTerms(cursor, numerals);
  const after = takeAfter(cursor, numerals);
  if (terms.length === 0 || cursor.rest !== '') return null;
  return { negative: before.negative, currencies: [...before.currencies, ...after], terms };
}

type Cursor = { rest: string };

const CODE = /(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])/;
const codes = new Set(Intl.supportedValuesOf('currency'));

/** Folded, words one space apart. Currency codes in capitals stay so: SGD is no word of ours, but surely a currency. */
function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .split(/\p{White_Space}+/u)
    .map((word) => word.split(CODE).map(foldUnlessCode).join(''))
    .filter((word) => word !== '')
    .join(' ');
}

function foldUnlessCode(part: string): string {
  return codes.has(part) ? part : asciiDigits(foldText(part));
}

function takeBefore(cursor: Cursor, numerals: Numerals): Omit<Shape, 'terms'> {
  const currencies: (readonly string[])[] = [];
  let negative = false;
  for (;;) {
    const sign = take(cursor, /^ ?[-+]/);
    const currency = sign === null ? takeCurrency(cursor, numerals) : null;
    if (sign === null && currency === null) return { negative, currencies };
    if (sign?.endsWith('-')) negative = true;
    if (currency !== null) currencies.push(currency);
  }
}

/** Digits after a power of ten must touch it: `1tr 2 …` is a million, and two of something. */
function takeTerms(cursor: Cursor, numerals: Numerals): Term[] {
  const terms: Term[] = [];
  for (;;) {
    const { rest } = cursor;
    const number = takeNumber(cursor);
    if (number === null) return terms;
    const scale = takeKnown(cursor, numerals.scales);
    const isLoose = scale === null && terms.length > 0 && rest.startsWith(' ');
    if (isLoose) cursor.rest = rest;
    if (!isLoose) terms.push({ number, scale });
    if (scale === null) return terms;
  }
}

/** `500 000` is one number, `500 50` is not. */
function takeNumber(cursor: Cursor): string | null {
  const grouped = take(cursor, /^ ?\d{1,3}(?: \d{3})+(?![\d.,])/);
  return (grouped ?? take(cursor, /^ ?\d+(?:[.,]\d+)*/))?.replaceAll(' ', '') ?? null;
}

/** A currency, and the `.-` or `,-` that stands for no decimals. */
function takeAfter(cursor: Cursor, numerals: Numerals): (readonly string[])[] {
  const currencies: (readonly string[])[] = [];
  for (;;) {
    const currency = takeCurrency(cursor, numerals);
    if (currency !== null) currencies.push(currency);
    else if (take(cursor, /^ ?(?:[.,/]?-+|[.,](?!\d))/) === null) return currencies;
  }
}

function takeCurrency(cursor: Cursor, numerals: Numerals): readonly string[] | null {
  const code = take(cursor, /^ ?[A-Z]{3}/)?.trim();
  return code === undefined ? takeKnown(cursor, numerals.currencies) : [code];
}

function take(cursor: Cursor, pattern: RegExp): string | null {
  const found = pattern.exec(cursor.rest)?.[0] ?? null;
  if (found !== null) cursor.rest = cursor.rest.slice(found.length);
  return found;
}

/** The longest word of the table that comes next. */
function takeKnown<T>(cursor: Cursor, table: ReadonlyMap<string, T>): T | null {
  const text = cursor.rest.trimStart();
  const word = [...table.keys()]
    .filter((key) => text.startsWith(key))
    .reduce((longest, key) => (key.length > longest.length ? key : longest), '');
  const value = table.get(word);
  if (value === undefined) return null;
  cursor.rest = text.slice(word.length);
  return value;
}
