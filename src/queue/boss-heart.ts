import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';

/** A job whose process has said nothing for so long is another's to take. */
const LAPSE_SECONDS = 10;
/** So many beats in a row must have been heard before anybody is called dead. */
const STEADY_BEATS = LAPSE_SECONDS + 2;
/** Beats come every second; after a longer gap this process or the database stood still, and perhaps everybody did. */
const LONGEST_GAP_MS = 3_000;

export type Heart = {
  /** To be called every second. Never rejects. */
  beat(): Promise<void>;
  /** Resolves when no beat is under way. */
  rested(): Promise<void>;
  /** Lets every running job wait again. Only for a process that is alone. */
  recoverAll(): Promise<void>;
};

export type HeartOptions = {
  clock: Clock;
  log: Log;
  /** Tells the database that this process lives; rejects when it did not hear. */
  touch(): Promise<void>;
  /** Lets jobs wait again of which nothing was heard for so many seconds, or all. */
  recover(seconds: number | null): Promise<number>;
};

/**
 * Says that the jobs of this process are still being worked on, and takes away those of processes that have died. After
 * an outage of the database everybody looks dead, so nobody is judged until all who live had time to say so.
 */
export function createHeart({ clock, log, touch, recover }: HeartOptions): Heart {
  let steady = 0;
  let heardAt = 0;
  let beating: Promise<void> = Promise.resolve();

  async function recoverSilent(seconds: number | null): Promise<void> {
    const jobs = await recover(seconds);
    if (jobs > 0) log.warn({ jobs }, 'interrupted jobs wait again');
  }

  async function once(): Promise<void> {
    try {
      await touch();
      const now = clock.now().epochMilliseconds;
      steady = now - heardAt > LONGEST_GAP_MS ? 0 : steady + 1;
      heardAt = now;
      if (steady > STEADY_BEATS) await recoverSilent(LAPSE_SECONDS);
    } catch (error) {
      steady = 0;
      log.warn({ err: error }, 'the database did not hear that this process lives');
    }
  }

  return {
    beat() {
      beating = once();
      return beating;
    },
    rested: () => beating,
    recoverAll: () => recoverSilent(null),
  };
}
