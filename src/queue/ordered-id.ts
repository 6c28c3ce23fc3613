import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/clock.ts';

const SEQUENCES = 0x1000;

/**
 * Makes UUIDs of version 7, each larger than the one before: of jobs that are enqueued in one transaction, and so at the
 * same time, the id alone tells the order. RFC 9562, section 6.2, method 1.
 */
export function createOrderedIds(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock.now().epochMilliseconds * SEQUENCES);
    const time = hex(Math.floor(last / SEQUENCES), 12);
    const sequence = hex(last % SEQUENCES, 3);
    const random = randomBytes(8);
    random[0] = 0x80 | ((random[0] ?? 0) & 0x3f);
    const rest = random.toString('hex');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${rest.slice(0, 4)}-${rest.slice(4)}`;
  };
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
