import { z } from 'zod';

/**
 * Codes Opn is known to answer with, in its own words. The list only decides which have words of their own: any other
 * text is accepted as a code. https://docs.omise.co/api-errors
 */
export const OPN_ERROR_CODES = [
  'authentication_failure',
  'backend_error',
  'bad_request',
  'brand_not_supported',
  'documents_locked',
  'expired_charge',
  'failed_capture',
  'failed_expire',
  'failed_fraud_check',
  'failed_multi_currency',
  'failed_refund',
  'failed_reverse',
  'failed_void',
  'invalid_amount',
  'invalid_card',
  'invalid_card_token',
  'invalid_charge',
  'invalid_filter',
  'invalid_page',
  'key_expired_error',
  'locked_account_error',
  'locked_out',
  'missing_card',
  'not_authorized',
  'not_found',
  'service_not_found',
  'used_token',
] as const;
export type OpnErrorCode = (typeof OPN_ERROR_CODES)[number];

/** The code as one of the known ones; null when it is new to us. */
export function knownErrorCode(code: string): OpnErrorCode | null {
  return OPN_ERROR_CODES.find((known) => known === code) ?? null;
}

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
