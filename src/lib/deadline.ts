import type { Clock } from '../core/clock.ts';
import { UpstreamError } from '../core/errors.ts';

export type Deadline = { clock: Clock; system: string; ms: number };

/**
 * The call's result, or an UpstreamError with effect `unknown` when it takes longer than `ms` by the clock. The call is not
 * stopped, because an SDK may have no way to: a late answer is ignored.
 */
export async function withDeadline<T>(
  { clock, system, ms }: Deadline,
  call: () => Promise<T>,
): Promise<T> {
  const timer = new AbortController();
  const late = clock.sleep(ms, timer.signal).then((): never => {
    throw new UpstreamError(system, { effect: 'unknown', code: 'timeout' });
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    timer.abort();
  }
}
