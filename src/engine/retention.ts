import type { House } from './house.ts';

const HOUR = 3_600_000;
/**
 * What people wrote is kept this long for looking into a problem; that it arrived, and what was done, is kept for ever. The
 * audit chain keeps its words: a link without them would prove nothing.
 */
const WORDS_LAST = 30 * 24 * HOUR;
/** So long after it expired, a linking code is said to have expired; then it is a wrong one. */
const CODES_LAST = 24 * HOUR;

/** Forgets what is old, every hour. Returns how to stop that. */
export function startForgetting(house: House): () => void {
  return house.clock.every(HOUR, () => forgetOld(house));
}

export async function forgetOld({ ledger, clock, log }: House): Promise<void> {
  const now = clock.now().epochMilliseconds;
  const before = now - WORDS_LAST;
  try {
    await ledger.write((tx) => tx.codes.expire(now - CODES_LAST));
    await ledger.write((tx) => tx.files.expire(now));
    await ledger.write((tx) => tx.dialogs.expire(now));
    await ledger.write((tx) => tx.actions.expire(before));
    await ledger.write((tx) => tx.executions.forget(before));
    await ledger.write((tx) => tx.operations.forget(before));
    await ledger.write((tx) => tx.approvals.forget(before));
    const sent = await ledger.write((tx) => tx.outbox.expire(before));
    const bodies = await ledger.write((tx) => tx.inbox.expire(before));
    if (sent > 0 || bodies > 0) log.info({ sent, bodies }, 'old messages forgotten');
  } catch (error) {
    log.error({ err: error }, 'old messages could not be forgotten');
  }
}
