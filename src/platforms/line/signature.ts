import { validateSignature } from '@line/bot-sdk';

/**
 * Whether the `x-line-signature` header was made from exactly these bytes with one of the channel secrets. Several are
 * given while a secret is being replaced. Compared in constant time.
 * https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
 */
export function verifySignature(
  body: Uint8Array,
  signature: string | null | undefined,
  secrets: readonly string[],
): boolean {
  if (!signature) return false;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return secrets.some((secret) => validateSignature(bytes, secret, signature));
}
