import { asciiDigits } from './fold.ts';

/** What people and systems put between digits, such as `090.123 45-67` and `(84)`. */
const BETWEEN = /[\s().\-\u2010-\u2015]/gu;
/** Mobile numbers have nine digits after the 0, landlines ten. */
const VIETNAMESE = /^0(?:[35789]\d{8}|2\d{9})$/;

/**
 * One spelling per phone number, to match people by: Vietnamese ones as `0…`, whether they came as `0…`, `84…`, `+84…` or
 * with the 0 lost to a number column; others, which need their `+`, as `+…`. Null for what is no phone number.
 */
export function vietnamesePhone(written: string): string | null {
  const digits = asciiDigits(written).replace(BETWEEN, '');
  const abroad = /^(?:\+|00)(\d{8,15})$/.exec(digits)?.[1];
  if (abroad !== undefined && !abroad.startsWith('84')) return `+${abroad}`;
  const rest = abroad ?? digits;
  if (!/^\d+$/.test(rest)) return null;
  return candidates(rest).find((number) => VIETNAMESE.test(number)) ?? null;
}

/** In the order of trust: as written, without the country code, with the 0 given back. */
function candidates(digits: string): string[] {
  return [digits, digits.replace(/^840?/, '0'), `0${digits}`];
}
