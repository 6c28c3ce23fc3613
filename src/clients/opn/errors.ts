import { z } from 'zod';

/**
 * Codes that refunds, captures, releases and reads are known to be answered with, and our own for an answer that cannot be
 * read. Each has words and a remedy; any other text is accepted as a code too. https://docs.omise.co/api-errors
 */
export const OPN_ERROR_CODES = [
  'authentication_failure',
  'backend_error',
  'bad_request',
  'expired_charge',
  'failed_capture',
  'failed_refund',
  'failed_reverse',
  'failed_void',
  'key_expired_error',
  'locked_account_error',
  'locked_out',
  'not_authorized',
  'not_found',
  'unreadable_answer',
] as const;

const ErrorBody = z.object({
  object: z.literal('error'),
  code: z.string().min(1),
  message: z.string().nullish(),
});

/** Opn's own code and words. Null for anything else, such as a proxy's page. https://docs.omise.co/api-errors */
export function explainOpnError(
  _status: number,
  body: unknown,
): { code: string; words?: string } | null {
  const parsed = ErrorBody.safeParse(body);
  if (!parsed.success) return null;
  const { code, message } = parsed.data;
  return message ? { code, words: message } : { code };
}
