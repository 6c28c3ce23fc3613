import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older or newer than this is somebody playing a request back. */
const TOLERANCE = 5 * 60_000;

type Signed = {
  body: Uint8Array;
  /** The `x-slack-signature` header. */
  signature: string | null | undefined;
  /** The `x-slack-request-timestamp` header, in seconds. */
  timestamp: string | null | undefined;
};

/**
 * Whether a request was signed over exactly these bytes with one of the signing secrets, within five minutes of `now`
 * (epoch ms) either way. Several secrets are given while one is being replaced. Compared in constant time.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function verifySignature(
  { body, signature, timestamp }: Signed,
  secrets: readonly string[],
  now: number,
): boolean {
  if (!signature || !timestamp || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now - Number(timestamp) * 1000) > TOLERANCE) return false;
  const given = Buffer.from(signature);
  return secrets.some((secret) => {
    const wanted = Buffer.from(signatureOf(body, timestamp, secret));
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

function signatureOf(body: Uint8Array, timestamp: string, secret: string): string {
  const mac = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body);
  return `v0=${mac.digest('hex')}`;
}
