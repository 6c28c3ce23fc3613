import { createHmac } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { noticeView } from './views.ts';
import type { Notice, SimBill } from './types.ts';

export type Webhooks = {
  to(url: string | null): void;
  noticeOf(bill: SimBill, notice: Notice): { body: string; signature: string };
  send(bill: SimBill, notice: Notice): Promise<number[]>;
};

type Keys = { clock: Clock; secretKey: string; merchantToken: string };

/** Webhooks as Page365 signs them, and as badly as the network may bring them. Page365 API reference, Webhooks. */
export function createWebhooks({ clock, secretKey, merchantToken }: Keys): Webhooks {
  let url: string | null = null;

  function noticeOf(bill: SimBill, { key = 'order.update', signed, signature }: Notice) {
    const body = JSON.stringify({ key, merchantToken, body: noticeView(bill) });
    const made = createHmac('sha1', signature === 'wrong' ? 'another key' : secretKey)
      .update(signed === 'lower' || signed === 'upper' ? escapeUnicode(body, signed) : body)
      .digest('hex');
    return { body, signature: `sha1=${made}` };
  }

  return {
    to: (next) => void (url = next),
    noticeOf,
    async send(bill, notice) {
      const { body, signature } = noticeOf(bill, notice);
      if (notice.late !== undefined) await clock.sleep(notice.late);
      const target = url;
      if (target === null) return [];
      const statuses: number[] = [];
      for (let left = notice.times ?? 1; left > 0; left -= 1)
        statuses.push(await post(target, body, signature));
      return statuses;
    },
  };
}

async function post(url: string, body: string, signature: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-hub-signature': signature };
  const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
  return answer?.status ?? 0;
}

function escapeUnicode(text: string, hex: 'lower' | 'upper'): string {
  return Array.from({ length: text.length }, (_unit, index) => {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) return text.charAt(index);
    const digits = unit.toString(16).padStart(4, '0');
    return `\\u${hex === 'upper' ? digits.toUpperCase() : digits}`;
  }).join('');
}
