import { UpstreamError } from '../core/errors.ts';

/** After so many failures in a row a job is given up. */
export const MAX_ATTEMPTS = 10;

/** A last attempt cut off by a crash is made again, but not for ever: the job itself may be what ends the process. */
export const MAX_STARTS = 2 * MAX_ATTEMPTS;

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

/** How long to wait after the attempt that failed, milliseconds: 1 s, doubled up to 5 min, longer when the remote system asks. */
export function delayAfter(attempt: number, error: unknown): number {
  const own = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS);
  const asked = error instanceof UpstreamError ? (error.retryAfter ?? 0) : 0;
  return Math.max(own, asked);
}
