import { z } from 'zod';
import type { Effect } from '../../core/errors.ts';
import { guesses } from './guesses.ts';

/** What PEAK said went wrong, in our names where its codes are known and as they are where not. */
export type PeakRefusal = { effect: Effect; code: string; words: string };

/** How it went, as it stands at the top, in the wrapper and in every item of an answer. */
export const Result = z.object({
  resCode: z.union([z.string(), z.number()]).transform(String).optional(),
  resDesc: z
    .string()
    .nullish()
    .transform((words) => words ?? ''),
});
export type Result = z.infer<typeof Result>;

const INVALID_TOKEN = /client\s*token/i;
const BAD_SIGNATURE = /time\s*signature/i;

/** PEAK's codes come under status 200: null when there is nothing wrong. PEAK API reference, and clients in use. */
export function refusalOf({ resCode, resDesc }: Result, writes: boolean): PeakRefusal | null {
  const words = resDesc;
  if (INVALID_TOKEN.test(words) && /invalid|expire|unauthor/i.test(words))
    return { effect: 'refused', code: 'token', words };
  if (BAD_SIGNATURE.test(words) && resCode !== '200')
    return { effect: 'refused', code: 'signature', words };
  if (resCode === undefined || resCode === '200') return null;
  return { effect: effectOf(resCode, writes), code: nameOf(resCode, words), words };
}

/** A code that looks like a broken server's does not say that nothing happened. */
function effectOf(resCode: string, writes: boolean): Effect {
  if (resCode === '429') return 'none';
  if (!/^5\d\d$/.test(resCode)) return 'refused';
  return writes ? 'unknown' : 'none';
}

function nameOf(resCode: string, words: string): string {
  if (resCode === '600') return 'token';
  if (resCode === '315') return 'duplicate-number';
  if (resCode === '100') return 'duplicate-contact';
  const { code, words: speaks } = guesses.duplicateName.value;
  if (resCode === code || speaks.test(words)) return 'duplicate-name';
  return resCode;
}

const ErrorBody = z.object({
  type: z.string().default(''),
  message: z.string().default(''),
  retryAfterSeconds: z.number().nullish(),
});

type Explained = { code: string; words: string; effect?: Effect; retryAfter?: number };

/** What a body under a bad status says: limits have words of their own, anything else a resCode at most. */
export function explainPeakError(status: number, body: unknown): Explained | null {
  const limit = ErrorBody.safeParse(body);
  if (status === 429) {
    const { type = '', message = '', retryAfterSeconds = null } = limit.data ?? {};
    const concurrency = type === 'concurrency';
    const usual = concurrency ? guesses.concurrencyWait.value : guesses.tokenWait.value;
    const retryAfter = retryAfterSeconds === null ? usual : retryAfterSeconds * 1000;
    return { code: concurrency ? 'concurrency' : 'too-many', words: message, retryAfter };
  }
  const said = limit.data?.message ?? '';
  if (/transaction limit/i.test(said)) return transactionLimit(said);
  const result = Result.safeParse(body);
  const refusal = result.success ? refusalOf(result.data, false) : null;
  if (status === 401) return { code: 'token', words: refusal?.words ?? said };
  return refusal && { code: refusal.code, words: refusal.words };
}

/** A quota that passes, though it comes under 400. */
function transactionLimit(words: string): Explained {
  const retryAfter = guesses.transactionLimitWait.value;
  return { code: 'transaction-limit', words, effect: 'none', retryAfter };
}
