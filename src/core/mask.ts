import { asciiDigits } from './parse/fold.ts';

/** Takes personal data and secrets out of words that people wrote, leaving enough to see that something was there. */

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const SECRET =
  /(?<![\p{L}\p{N}_])(?:[sp]key_|xox[a-z]-|xapp-|whsec_)[\w-]+|(?<=\bBearer\s)[\w.~+/-]+=*/giu;
/** Digits with what people put between them; not a part of an id. */
const NUMBER =
  /(?<![\p{L}\p{N}_])\+?\p{Nd}(?:[\s().\-\u2010-\u2015]{0,2}\p{Nd}){7,18}(?![\p{L}\p{N}_])/gu;
/** Trunk 0, or the country codes of Thailand, Vietnam and Japan written without a plus. */
const PHONE = /^(?:0\d{8,10}|(?:66|84|81)\d{8,10})$/;
const MASK = '***';

/** E-mail addresses, phone and card numbers and keys, in whatever digits. A card keeps its last four. */
export function maskText(words: string): string {
  return words
    .replace(SECRET, MASK)
    .replace(EMAIL, (address) => `${MASK}@${MASK}${address.slice(address.lastIndexOf('.'))}`)
    .replace(NUMBER, maskNumber);
}

function maskNumber(written: string): string {
  const digits = asciiDigits(written).replace(/\D/g, '');
  if (digits.length >= 13 && isCard(digits)) return `${MASK}${digits.slice(-4)}`;
  if (written.startsWith('+') || PHONE.test(digits)) return MASK;
  return written;
}

/** Luhn: https://www.iso.org/standard/70484.html */
function isCard(digits: string): boolean {
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}
