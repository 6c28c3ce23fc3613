import type { Context } from 'hono';
import type { Problem } from '../../platforms/line/limits.ts';

/** LINE's own words. https://developers.line.biz/en/reference/messaging-api/#error-responses */
export const RATE_LIMITED = 'The API rate limit has been exceeded. Try again later.';
export const MONTHLY_LIMIT = 'You have reached your monthly limit.';
export const INVALID_REPLY_TOKEN = 'Invalid reply token';
export const RETRY_KEY_ACCEPTED = 'The retry key is already accepted';
export const NOT_FOUND = 'Not found';
export const UNAUTHORIZED =
  'Authentication failed due to the following reason: invalid token. Confirm that the access token in the authorization header is valid.';

type Status = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 429 | 500;
type ErrorBody = {
  message: string;
  details?: { message: string; property: string }[];
  sentMessages?: { id: string }[];
};

export function refuse(context: Context, status: Status, body: ErrorBody): Response {
  return context.json(body, status);
}

/** The error body for refused messages; a Flex message's faults are told one message at a time. */
export function problemsBody(problems: readonly Problem[]): ErrorBody {
  const bare = ({ message, property }: Problem): { message: string; property: string } => ({
    message,
    property,
  });
  const plain = problems.filter(({ inside }) => inside === undefined);
  if (plain.length > 0) {
    return { message: `The request body has ${plain.length} error(s)`, details: plain.map(bare) };
  }
  const first = problems[0]?.inside ?? 'messages[0]';
  return {
    message: `A message (${first}) in the request body is invalid`,
    details: problems.filter(({ inside }) => inside === first).map(bare),
  };
}

export function invalidProperty(name: string): ErrorBody {
  return {
    message: `The property, '${name}', in the request body is invalid (line: -, column: -)`,
  };
}
