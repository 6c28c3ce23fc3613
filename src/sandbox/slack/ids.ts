import { randomBytes, randomInt } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Slack's ids: a letter or two for the kind, then ten more. */
export function newId(kind: string): string {
  return kind + Array.from({ length: 10 }, () => LETTERS.charAt(randomInt(36))).join('');
}

export function secret(): string {
  return randomBytes(16).toString('hex');
}

/** Timestamps that name messages: seconds with six digits after the point, no two the same. */
export function createStamps(now: () => number): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, now() * 1000);
    const text = String(last);
    return `${text.slice(0, -6)}.${text.slice(-6)}`;
  };
}
