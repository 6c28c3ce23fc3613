import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/**
 * Whether a webhook's `X-Hub-Signature` (`sha1=<hex>`) was made with the app's SECRET_KEY over the body: as it came, or
 * with what is not ASCII escaped as `\uXXXX` in lower or upper case. Page365 API reference, Webhooks; Courier API
 * reference, Webhook signature.
 */
export function isSignedByPage365(
  body: Uint8Array,
  { signature, secretKey }: { signature: string; secretKey: string },
): boolean {
  const given = /^sha1=([0-9a-f]{40})$/i.exec(signature.trim())?.[1];
  if (given === undefined || secretKey === '') return false;
  const wanted = Buffer.from(given, 'hex');
  const text = new TextDecoder().decode(body);
  const forms = [body, escaped(text, 'lower'), escaped(text, 'upper')];
  const fits = forms.map((form) =>
    timingSafeEqual(createHmac('sha1', secretKey).update(form).digest(), wanted),
  );
  return fits.includes(true);
}

function escaped(text: string, hex: 'lower' | 'upper'): string {
  return text.replaceAll(/[\u0080-\uffff]/g, (unit) => {
    const digits = unit.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${hex === 'upper' ? digits.toUpperCase() : digits}`;
  });
}

/** What a webhook is about; `bill` is null for events of anything but a bill. A hint only: the bill is read again. */
export const Page365Event = z
  .object({
    key: z.string(),
    merchantToken: z.string().min(1),
    body: z.looseObject({
      id: z.union([z.string(), z.int()]).optional(),
      orderId: z.union([z.string(), z.int()]).optional(),
    }),
  })
  .transform(({ key, merchantToken, body }) => ({ key, merchantToken, bill: billOf(key, body) }));
export type Page365Event = z.infer<typeof Page365Event>;

type Ids = { id?: string | number | undefined; orderId?: string | number | undefined };

function billOf(key: string, { id, orderId }: Ids): string | null {
  const of = key.startsWith('order.') ? id : orderId;
  return key.startsWith('order') && of !== undefined ? String(of) : null;
}
