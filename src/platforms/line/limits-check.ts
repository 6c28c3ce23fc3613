import { countGraphemes } from '../../lib/cut.ts';

/**
 * One thing LINE would refuse, in its words. Problems inside a Flex message name it in `inside` and a path within it.
 * https://developers.line.biz/en/reference/messaging-api/#error-responses
 */
export type Problem = { message: string; property: string; inside?: string };

export type Node = { [name: string]: unknown };

/** A value that stands somewhere in the request. */
export type Place = { value: unknown; at: string };

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** LINE counts UTF-16 code units, but what people read on buttons and templates in grapheme clusters. */
type Unit = 'utf16' | 'graphemes';

export type TextRule = { max: number; min?: number; unit?: Unit; optional?: true };

/** Problems of a text that must be there unless `optional`, within its length. */
export function checkText({ value, at }: Place, rule: TextRule): Problem[] {
  const { max, min = 1, unit = 'utf16', optional } = rule;
  if (value === undefined && optional) return [];
  if (typeof value !== 'string' || (min > 0 && value === '')) {
    return [{ message: 'May not be empty', property: at }];
  }
  const length = unit === 'utf16' ? value.length : countGraphemes(value);
  if (length >= min && length <= max) return [];
  const from = min > 1 ? min : 0;
  return [{ message: `Length must be between ${from} and ${max}`, property: at }];
}

/** Problems of an array's size; the items are the caller's to check. */
export function checkSize({ value, at }: Place, min: number, max: number): Problem[] {
  const size = Array.isArray(value) ? value.length : -1;
  if (size >= min && size <= max) return [];
  return [{ message: `Size must be between ${min} and ${max}`, property: at }];
}

export function checkOneOf({ value, at }: Place, allowed: readonly string[]): Problem[] {
  if (typeof value === 'string' && allowed.includes(value)) return [];
  return [
    { message: `Must be one of the following values: [${allowed.join(', ')}]`, property: at },
  ];
}

/** Problems of an address. Only media must be `https`; actions may also open a phone call or LINE itself. */
export function checkUri({ value, at }: Place, max: number, schemes: readonly string[]): Problem[] {
  const length = checkText({ value, at }, { max });
  if (length.length > 0 || typeof value !== 'string') return length;
  if (!URL.canParse(value) || !/^[\x21-\x7e]+$/.test(value)) {
    return [{ message: 'invalid uri', property: at }];
  }
  const known = schemes.includes(new URL(value).protocol);
  return known ? [] : [{ message: 'invalid uri scheme', property: at }];
}

/** Problems of every item of an array. */
export function each(
  { value, at }: Place,
  check: (place: Place, index: number) => Problem[],
): Problem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) =>
    check({ value: item, at: `${at}[${index}]` }, index),
  );
}
