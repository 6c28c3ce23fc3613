import { randomBytes, randomInt } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: ten letters of time, sixteen of chance. https://github.com/ulid/spec */
export function ulid(at: number): string {
  let time = '';
  for (let rest = at; time.length < 10; rest = Math.floor(rest / 32)) {
    time = CROCKFORD.charAt(rest % 32) + time;
  }
  return time + Array.from({ length: 16 }, () => CROCKFORD.charAt(randomInt(32))).join('');
}

/** Eighteen digits, like LINE's message ids. */
export function messageId(): string {
  return `5${Array.from({ length: 17 }, () => randomInt(10)).join('')}`;
}

/** Thirty-two hexadecimal digits. */
export function token(): string {
  return randomBytes(16).toString('hex');
}
