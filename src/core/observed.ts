import type { Effect } from './errors.ts';

/** One call to a remote system, as it ended. `outcome` is `ok` or the failure's code; the rest is there for failures. */
export type ObservedCall = {
  system: string;
  name: string;
  outcome: string;
  seconds: number;
  effect?: Effect;
  status?: number | undefined;
};

/** What a client may offer so that somebody can see whether its connection still works. */
export type Pinging = { ping?(): Promise<unknown> };

/**
 * The code of a failure that says the connection does not work; null when it does. Whoever says no or asks to wait is
 * alive; who does not know the key any more might as well be dead.
 */
export function failureOf({ outcome, effect, status }: ObservedCall): string | null {
  if (outcome === 'ok' || status === 429) return null;
  return effect === 'refused' && status !== 401 ? null : outcome;
}
