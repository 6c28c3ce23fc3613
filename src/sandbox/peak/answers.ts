import type { Said, SimReceipt } from './types.ts';

/** PEAK's envelopes: almost everything comes under status 200. */

export const OK: Said = { resCode: '200', resDesc: 'Success' };

/** Rows under a wrapper that says success, as it does of a call that was successful in part. */
export function listAnswer(wrapper: string, list: string, rows: readonly object[]): Response {
  return Response.json({ [wrapper]: { ...OK, [list]: rows } });
}

export function wrapperAnswer(wrapper: string, said: Said, more: object = {}): Response {
  return Response.json({ [wrapper]: { ...said, ...more } });
}

export function topAnswer(said: Said): Response {
  return Response.json(said);
}

export function limitAnswer(type: string, seconds: number | null): Response {
  const message = type === 'concurrency' ? 'Too many requests' : 'RATE_LIMITED';
  return Response.json({ type, message, retryAfterSeconds: seconds }, { status: 429 });
}

export function brokenAnswer(): Response {
  return new Response('<html><body>500 - Internal server error.</body></html>', {
    status: 500,
    headers: { 'content-type': 'text/html' },
  });
}

/** A receipt as GET tells it; amounts come as text, as they were seen to. */
export function receiptRow(receipt: SimReceipt): object {
  return {
    ...OK,
    id: receipt.id,
    code: receipt.code,
    reference: receipt.reference,
    tags: receipt.tags,
    remark: receipt.remark,
    status: receipt.status,
    issuedDate: receipt.issuedDate,
    contactCode: receipt.contact,
    netAmount: (receipt.total / 100).toFixed(2),
    onlineViewLink: linkOf(receipt),
  };
}

export function madeRow(receipt: SimReceipt): object {
  const { id, code } = receipt;
  return { ...OK, id, code, onlineViewLink: linkOf(receipt), documentLink: linkOf(receipt) };
}

function linkOf({ id }: SimReceipt): string {
  return `https://peak.example/r/${id}`;
}
