import { createHash, randomInt } from 'node:crypto';

/** Nothing that is read or said as something else: no 0 O, 1 I L, U. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** A new code as people read it, such as `ABCD-EFGH`. */
export function newCode(): string {
  const signs = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  return `${signs.slice(0, 4).join('')}-${signs.slice(4).join('')}`;
}

/** What is kept of a code, however it was typed: in any width and case, with any dash or none. */
export function hashOf(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  return createHash('sha256').update(plain).digest('hex');
}
