import { webApi } from '@slack/bolt';
import { type Effect, UpstreamError } from '../../core/errors.ts';

/** Slack failed while it was at work, so it may have been done. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const DOUBTFUL = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);
const LATER = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);
/** Failures before the request left this machine. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** What a failed call means, as an UpstreamError; `code` is Slack's own error, `words` its details. */
export function toUpstreamError(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (error instanceof webApi.WebAPIPlatformError) return refusal(error);
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return rateLimited(error.retryAfter, error);
  }
  if (error instanceof webApi.WebAPIHTTPError) return statusError(error.statusCode, error);
  const cause = error instanceof webApi.WebAPIRequestError ? error.original : error;
  return networkError(cause);
}

function refusal(error: webApi.WebAPIPlatformError): UpstreamError {
  const { error: code, response_metadata: details } = error.data;
  const words = details?.messages?.join('\n');
  return new UpstreamError('slack', {
    effect: effectOf(code),
    code,
    ...(words && { words: `${code}\n${words}` }),
    cause: error,
  });
}

function effectOf(code: string): Effect {
  if (LATER.has(code)) return 'none';
  return DOUBTFUL.has(code) ? 'unknown' : 'refused';
}

/** Nothing happened; Slack says after how many seconds it may be tried again. */
export function rateLimited(seconds: number, cause?: unknown): UpstreamError {
  return new UpstreamError('slack', {
    effect: 'none',
    code: 'ratelimited',
    status: 429,
    retryAfter: seconds * 1000,
    cause,
  });
}

export function statusError(status: number, cause?: unknown): UpstreamError {
  const effect = status >= 400 && status < 500 ? 'refused' : 'unknown';
  return new UpstreamError('slack', { effect, code: `http_${status}`, status, cause });
}

export function networkError(error: unknown): UpstreamError {
  const effect: Effect = NEVER_SENT.has(codeOf(error)) ? 'none' : 'unknown';
  return new UpstreamError('slack', { effect, code: 'network', cause: error });
}

/** The system's code, which stands in the cause of what `fetch` throws. */
function codeOf(error: unknown): string {
  const causes = [error, error instanceof Error ? error.cause : undefined];
  const named = causes.find((cause) => cause instanceof Error && 'code' in cause);
  return named instanceof Error && 'code' in named ? String(named.code) : '';
}
