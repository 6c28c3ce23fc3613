import type { Clock } from '../../core/clock.ts';
import { UpstreamError } from '../../core/errors.ts';

/**
 * The call's result, or an UpstreamError with effect `unknown` when it takes longer than `ms`. The SDK has no time-out of
 * its own and cannot be stopped: a late answer is ignored.
 */
export async function withDeadline<T>(
  clock: Clock,
  ms: number,
  call: () => Promise<T>,
): Promise<T> {
  const timer = new AbortController();
  const late = clock.sleep(ms, timer.signal).then((): never => {
    throw new UpstreamError('line', { effect: 'unknown', code: 'timeout' });
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    timer.abort();
  }
}
