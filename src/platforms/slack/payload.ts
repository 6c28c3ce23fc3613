/** What Slack posted, whichever way it was wrapped. */
export type Payload = { [name: string]: unknown };

/**
 * The payload of a body: JSON as it is, a form's `payload` field, or the form's own fields. Null when it is none of these.
 * https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export function payloadOf(body: Uint8Array): Payload | null {
  const text = new TextDecoder().decode(body);
  return text.trimStart().startsWith('{') ? jsonPayload(text) : formPayload(text);
}

/** Null when the text is no JSON object. */
export function jsonPayload(text: string): Payload | null {
  try {
    const value: unknown = JSON.parse(text);
    return isPayload(value) ? value : null;
  } catch {
    return null;
  }
}

/** Null when there is not one field with a name. */
export function formPayload(text: string): Payload | null {
  const form = new URLSearchParams(text);
  const wrapped = form.get('payload');
  if (wrapped !== null) return jsonPayload(wrapped);
  const fields = Object.fromEntries(form);
  return text.includes('=') ? fields : null;
}

export function isPayload(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
