import { z } from 'zod';
import type { Refusal } from '../../lib/http.ts';
import { guesses } from './guesses.ts';

/**
 * Our names for what Nhanh's refusals mean; each has words and a remedy. A refusal that is not known keeps Nhanh's own code.
 * https://apidocs.nhanh.vn/v3
 */
export const NHANH_ERROR_CODES = [
  /** The app id is not known, or the app is switched off. */
  'app-unknown',
  'business-unknown',
  /** "Allow Open API" is off in the shop's general settings. */
  'business-not-allowed',
  'code-expired',
  'code-invalid',
  'code-used',
  'depot-not-granted',
  /** The app wrote an order with this id before. */
  'duplicate-order',
  'fields',
  /** Nobody has granted the app anything yet. */
  'no-token',
  'no-permission',
  'not-json',
  /** Our own calls use up what may be asked in a time. */
  'rate-full',
  'rate-locked',
  'refused',
  'secret-key',
  'token-expired',
  /** Replaced by a newer one more than 15 minutes ago, or the app was removed. */
  'token-revoked',
  'unreadable_answer',
  /** The address of API 1.0, which ended on 2023-12-31. */
  'v1-address',
  'v2-address',
  /** API 2.0 ends on 2026-11-30: the shop has to grant the app again, for 3.0. */
  'v2-token',
] as const;
type NhanhErrorCode = (typeof NHANH_ERROR_CODES)[number];

const MEANINGS: Readonly<Record<string, NhanhErrorCode>> = {
  ERR_INVALID_APP_ID: 'app-unknown',
  ERR_INVALID_BUSINESS_ID: 'business-unknown',
  ERR_INVALID_ACCESS_TOKEN: 'token-revoked',
  ERR_INVALID_VERSION: 'v2-token',
  ERR_INVALID_DEPOT_ID: 'depot-not-granted',
  ERR_BUSINESS_NOT_ENABLE_API: 'business-not-allowed',
  ERR_INVALID_FORM_FIELDS: 'fields',
  ERR_INVALID_DATA: 'not-json',
  ERR_403: 'no-permission',
  ERR_429: 'rate-locked',
  ERR_EXCEEDED_RATE_LIMIT: 'rate-locked',
};
/** Those that mean the connection does not work any more, as a 401 would. */
const DEAD = new Set<string>([
  'app-unknown',
  'business-not-allowed',
  'business-unknown',
  'token-expired',
  'token-revoked',
  'v2-token',
]);

const Lock = z
  .object({ lockedSeconds: z.coerce.number(), unlockedAt: z.coerce.number() })
  .partial()
  .catch({});
const Messages = z.union([
  z.string(),
  z.array(z.coerce.string()).transform((lines) => lines.join('; ')),
  z.record(z.string(), z.coerce.string()).transform((fields) =>
    Object.entries(fields)
      .map(([field, words]) => `${field}: ${words}`)
      .join('; '),
  ),
]);
/** Every failure comes with HTTP 200; the text of a lock stands in `message`. */
const Failure = z.object({
  code: z.coerce.number().refine((code) => code !== 1),
  errorCode: z.string().default(''),
  messages: Messages.optional(),
  message: z.string().optional(),
  data: Lock.optional(),
});

/** What a failure means at this time (epoch ms), for a token that lives until `expiresAt`; null for an answer. */
export function refusalOf(
  body: unknown,
  { now, expiresAt }: { now: number; expiresAt: number | null },
): Refusal | null {
  const parsed = Failure.safeParse(body);
  if (!parsed.success) return null;
  const { errorCode, messages, message, data } = parsed.data;
  const words = messages ?? message ?? '';
  const said = { ...(words !== '' && { words }) };
  const meaning = meaningOf(errorCode, words);
  if (meaning === 'rate-locked')
    return { effect: 'none', status: 429, code: meaning, ...said, retryAfter: wait(data, now) };
  const expired = meaning === 'token-revoked' && expiresAt !== null && expiresAt <= now;
  const code = expired ? 'token-expired' : meaning;
  return { effect: 'refused', code, ...said, ...(DEAD.has(code) && { status: 401 }) };
}

function meaningOf(errorCode: string, words: string): string {
  const known = MEANINGS[errorCode];
  if (known !== undefined && known !== 'fields') return known;
  const both = `${errorCode} ${words}`;
  const worded = guesses.wordings.value.find(({ is }) => is.test(both));
  return worded?.code ?? known ?? (errorCode === '' ? 'refused' : errorCode);
}

function wait(lock: z.infer<typeof Lock> | undefined, now: number): number {
  if (lock?.unlockedAt !== undefined) return Math.max(lock.unlockedAt * 1000 - now, 0);
  return lock?.lockedSeconds === undefined ? guesses.lock.value : lock.lockedSeconds * 1000;
}
