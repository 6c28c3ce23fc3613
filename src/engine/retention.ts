import type { House } from './house.ts';

const HOUR = 3_600_000;
/** What people wrote is kept this long for looking into a problem; that it arrived is kept for ever. */
const BODIES_LAST = 30 * 24 * HOUR;
/** So long after it expired, a linking code is said to have expired; then it is a wrong one. */
const CODES_LAST = 24 * HOUR;

/** Forgets what is old, every hour. Returns how to stop that. */
export function startForgetting(house: House): () => void {
  return house.clock.every(HOUR, () => forgetOld(house));
}

async function forgetOld({ ledger, clock, log }: House): Promise<void> {
  const now = clock.now().epochMilliseconds;
  const before = now - BODIES_LAST;
  try {
    await ledger.write((tx) => tx.codes.expire(now - CODES_LAST));
    await ledger.write((tx) => tx.files.expire(now));
    const bodies = await ledger.write((tx) => tx.inbox.expire(before));
    if (bodies > 0) log.info({ bodies }, 'old messages forgotten');
  } catch (error) {
    log.error({ err: error }, 'old messages could not be forgotten');
  }
}
