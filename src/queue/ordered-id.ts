import { randomUUID } from 'node:crypto';

const SEQUENCES = 0x1000;
/** Where the variant and the random part begin, which all versions have in common. */
const VARIANT = 19;

/**
 * Makes UUIDs of version 7 from the time in epoch ms, each larger than the one before: of jobs that are enqueued in one
 * transaction, and so at the same time, the id alone tells the order. RFC 9562, section 6.2, method 1.
 */
export function createOrderedIds(): (now: number) => string {
  let last = 0;
  return (now) => {
    last = Math.max(last + 1, now * SEQUENCES);
    const time = hex(Math.floor(last / SEQUENCES), 12);
    const sequence = hex(last % SEQUENCES, 3);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${randomUUID().slice(VARIANT)}`;
  };
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
