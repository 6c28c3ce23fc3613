import { formPayload, jsonPayload, type Payload } from './payload.ts';

/** What the sender is told. */
export type Answer = { status: 200 | 400; type?: string; body: string };

/**
 * What to do with a verified body: store it and then answer, answer at once, or refuse it. An empty answer acknowledges
 * everything; for a filled-in form it closes the form.
 */
export type Request =
  | { kind: 'store'; payload: Payload; answer: Answer }
  | { kind: 'answer'; answer: Answer };

const EMPTY: Answer = { status: 200, body: '' };
const FORM = 'application/x-www-form-urlencoded';

/** https://docs.slack.dev/apis/events-api/using-http-request-urls */
export function classify(body: Uint8Array, contentType: string | null): Request {
  const payload = read(body, contentType);
  if (payload === null) return refused('The body is neither JSON nor a form of Slack.');
  return classifyPayload(payload);
}

/**
 * Slack now and then looks at the certificate, unsigned. Read exactly as `classify` reads it, or an unsigned body could pass
 * as a check here and as a command there.
 */
export function isSslCheck(body: Uint8Array, contentType: string | null): boolean {
  return read(body, contentType)?.['ssl_check'] === '1';
}

/** By its content type, which may carry a charset. */
function read(body: Uint8Array, contentType: string | null): Payload | null {
  const text = new TextDecoder().decode(body);
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  return type === FORM ? formPayload(text) : jsonPayload(text);
}

/** The same for what arrives already parsed, through a socket. */
export function classifyPayload(payload: Payload): Request {
  if (payload['type'] === 'url_verification') return challenge(payload['challenge']);
  if (payload['ssl_check'] === '1') return { kind: 'answer', answer: EMPTY };
  if (payload['type'] === 'block_suggestion') return json({ options: [] });
  return { kind: 'store', payload, answer: EMPTY };
}

function challenge(challenge: unknown): Request {
  if (typeof challenge !== 'string') return refused('A url_verification needs its challenge.');
  return json({ challenge });
}

function json(value: object): Request {
  return { kind: 'answer', answer: jsonAnswer(value) };
}

export function jsonAnswer(value: object): Answer {
  return { status: 200, type: 'application/json', body: JSON.stringify(value) };
}

function refused(words: string): Request {
  return { kind: 'answer', answer: refusal(words) };
}

export function refusal(words: string): Answer {
  return { status: 400, type: 'text/plain', body: words };
}
