import type { Clock } from '../core/clock.ts';
import { UpstreamError } from '../core/errors.ts';

/** What calls need and a remote system hands out for a time: fetched once for everybody who waits. */
export type Session<T> = {
  current(): Promise<T>;
  /** Another one in the place of one that is dead. Whoever comes late with the same dead one gets what is there by now. */
  renew(dead: T): Promise<T>;
};

export type SessionOptions<T> = {
  clock: Clock;
  /** Milliseconds after which it is fetched anew. */
  life: number;
  fetch(): Promise<T>;
};

type Held<T> = { value: T; until: number };
type Refused = { error: UpstreamError; until: number };

/** While the remote system asks us to wait, nobody asks it again: the same refusal is thrown. */
export function createSession<T extends object>({
  clock,
  life,
  fetch,
}: SessionOptions<T>): Session<T> {
  let held: Held<T> | null = null;
  let refused: Refused | null = null;
  let fetching: Promise<T> | null = null;
  const now = (): number => clock.now().epochMilliseconds;

  async function load(): Promise<T> {
    try {
      const value = await fetch();
      held = { value, until: now() + life };
      refused = null;
      return value;
    } catch (error) {
      if (error instanceof UpstreamError && error.retryAfter !== undefined)
        refused = { error, until: now() + error.retryAfter };
      throw error;
    } finally {
      fetching = null;
    }
  }

  async function current(): Promise<T> {
    if (held !== null && now() < held.until) return held.value;
    if (fetching === null && refused !== null && now() < refused.until) throw refused.error;
    fetching ??= load();
    return fetching;
  }

  return {
    current,
    renew(dead) {
      if (held?.value === dead) held = null;
      return current();
    },
  };
}
