/** Answers as Nhanh writes them: failures come with HTTP 200 too. https://apidocs.nhanh.vn/v3 */

export type Failure = {
  errorCode: string;
  messages?: string | Record<string, string>;
  message?: string;
  data?: object;
};

/** The status that others would use, for tests of clients that must stand both. */
const STATUSES: Readonly<Record<string, number>> = {
  ERR_INVALID_APP_ID: 401,
  ERR_INVALID_ACCESS_TOKEN: 401,
  ERR_403: 403,
  ERR_429: 429,
  ERR_SERVER: 500,
};

export function okAnswer(data?: unknown, paginator?: { next: object | null }): Response {
  return Response.json({
    code: 1,
    ...(data !== undefined && { data }),
    ...(paginator && { paginator }),
  });
}

export function failedAnswer(failure: Failure, realStatuses: boolean): Response {
  const status = realStatuses ? (STATUSES[failure.errorCode] ?? 400) : 200;
  return Response.json({ code: 0, ...failure }, { status });
}

/** A field's name, such as `shippingAddress.mobile`, and what is wrong with it. */
export function badFields(messages: Record<string, string>): Failure {
  return { errorCode: 'ERR_INVALID_FORM_FIELDS', messages };
}

export function failed(errorCode: string, messages?: string): Failure {
  return { errorCode, ...(messages !== undefined && { messages }) };
}

export function isFailure(result: object): result is Failure {
  return 'errorCode' in result;
}
