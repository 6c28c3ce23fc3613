import { createHmac } from 'node:crypto';

/** The instant in UTC as `yyyyMMddHHmmss`. PEAK API reference, Time-Stamp. */
export function timeStamp(now: Temporal.Instant): string {
  const time = now.toZonedDateTimeISO('UTC').toPlainDateTime();
  return time.toString({ smallestUnit: 'second' }).replaceAll(/\D/g, '');
}

/** HMAC-SHA1 of the stamp under the connectId, lower-case hex. PEAK-Account-Lab/peak-n8n-node, PEAKApi credentials. */
export function timeSignature(stamp: string, connectId: string): string {
  return createHmac('sha1', connectId).update(stamp).digest('hex');
}
