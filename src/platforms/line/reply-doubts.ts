import type { Delivery } from '../../core/platform.ts';

const MEMORY = 120_000;

/**
 * Which deliveries may have gone out as a reply although no answer came. Within this process that is known; of attempts
 * made by an earlier one nothing is known, so they are doubtful.
 */
export function createReplyDoubts(): {
  /** Called before an attempt: whether an earlier one may have arrived. */
  about(delivery: Pick<Delivery, 'retryKey' | 'firstAttemptAt'>, now: number): boolean;
  /** This attempt's answer was lost. */
  raise(retryKey: string): void;
} {
  const seen = new Map<string, { doubtful: boolean; at: number }>();

  return {
    about({ retryKey, firstAttemptAt }, now) {
      for (const [key, { at }] of seen) if (now - at > MEMORY) seen.delete(key);
      const known = seen.get(retryKey)?.doubtful ?? firstAttemptAt !== null;
      seen.set(retryKey, { doubtful: known, at: now });
      return known;
    },
    raise(retryKey) {
      const entry = seen.get(retryKey);
      if (entry !== undefined) entry.doubtful = true;
    },
  };
}
