import { HTTPFetchError } from '@line/bot-sdk';
import { z } from 'zod';
import { BUDGET_SPENT } from '../../core/budget.ts';
import { type Effect, UpstreamError } from '../../core/errors.ts';

/** https://developers.line.biz/en/reference/messaging-api/#error-responses */
const ErrorBody = z.object({
  message: z.string(),
  details: z
    .array(z.object({ message: z.string().default(''), property: z.string().default('') }))
    .default([]),
});

const MONTHLY_LIMIT = 'You have reached your monthly limit.';
const INVALID_REPLY_TOKEN = 'Invalid reply token';
/** Failures before the request left this machine. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** What a failed call means, as an UpstreamError; `words` are LINE's message with its details. */
export function toUpstreamError(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (error instanceof HTTPFetchError) return refusal(error);
  const effect: Effect = NEVER_SENT.has(networkCode(error)) ? 'none' : 'unknown';
  return new UpstreamError('line', { effect, code: 'network', cause: error });
}

function refusal(error: HTTPFetchError): UpstreamError {
  const { status } = error;
  const body = bodyOf(error);
  const details = (body?.details ?? []).map(({ message, property }) => `${property}: ${message}`);
  return new UpstreamError('line', {
    effect: effectOf(status),
    code: codeOf(status, body?.message),
    status,
    words: body === undefined ? undefined : [body.message, ...details].join('\n'),
    cause: error,
  });
}

function bodyOf(error: HTTPFetchError): z.infer<typeof ErrorBody> | undefined {
  try {
    return ErrorBody.safeParse(JSON.parse(error.body)).data;
  } catch {
    return undefined;
  }
}

function codeOf(status: number, message: string | undefined): string {
  if (status === 429) return message === MONTHLY_LIMIT ? BUDGET_SPENT : 'rate-limit';
  if (status === 400 && message === INVALID_REPLY_TOKEN) return 'invalid-reply-token';
  return `http_${status}`;
}

/** LINE asks to repeat after 5xx only; after 429 nothing happened and it may be tried later. */
function effectOf(status: number): Effect {
  if (status === 429) return 'none';
  return status >= 400 && status < 500 ? 'refused' : 'unknown';
}

function networkCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
