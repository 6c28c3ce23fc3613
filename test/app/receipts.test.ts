import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type BooksShop, openBooksShop, seedBill } from '../support/books.ts';
import type { Answer } from '../support/shop.ts';

/** Everything that is said until nothing is left to do. */
async function heard(shop: BooksShop, act: Promise<Answer[]>): Promise<string> {
  const answers = await act;
  await shop.pass(10_000);
  return [...answers, ...(await shop.hear())].map(({ text }) => text).join('\n');
}

describe('a backfill of Page365', () => {
  it('counts first, then books every bill that is ready, once', async (t) => {
    const shop = await openBooksShop(t, { locale: 'th' });
    const at = shop.clock.now().epochMilliseconds - 3_600_000;
    for (const number of [12_001, 12_002]) seedBill(shop, number, { createdAt: at, paidAt: at });
    seedBill(shop, 12_003, { createdAt: at, paidAt: at, paid: 52_999 });
    seedBill(shop, 12_004, { createdAt: at, paidAt: at, stage: 'paid' });

    const counted = await heard(shop, shop.say('ดึงย้อนหลัง page365 พ.ย. 69'));
    const done = await heard(shop, shop.tap('เริ่มดึงข้อมูล'));

    assert.match(counted, /พร้อมดึง 2 จาก 4 บิล/);
    assert.match(done, /ดึงข้อมูลจาก Page365 สำเร็จ 2 ไม่เข้า 1/);
    assert.equal(shop.peak.receipts().length, 2);
  });
});

describe('why a bill is not in PEAK', () => {
  it('names both numbers and the difference, and one tap books it once that is mended', async (t) => {
    const shop = await openBooksShop(t, { locale: 'th' });
    const at = shop.clock.now().epochMilliseconds - 3_600_000;
    seedBill(shop, 12_045, { createdAt: at, paidAt: at, paid: 52_999 });

    const why = await heard(shop, shop.say('ทำไม page365 12045'));
    shop.page365.edit(12_045, { paid: 53_000 });
    const done = await heard(shop, shop.tap('ดึงข้อมูลอีกครั้ง'));

    assert.match(why, /บิล 12045 ยังไม่เข้า PEAK เพราะยอดชำระขาด 0.01 บาท/);
    assert.match(why, /ยอดบิล 530.00 บาท · รับชำระ 529.99 บาท · ขาด 0.01 บาท/);
    assert.match(done, /ดึงข้อมูลจาก Page365 สำเร็จ บิล 12045/);
    assert.equal(shop.peak.receipts().length, 1);
  });

  it('keeps what could not be asked apart from what is not there', async (t) => {
    const shop = await openBooksShop(t);
    shop.page365.unreliable(1);

    const why = await heard(shop, shop.say('why page365 12045'));

    assert.match(why, /Bill 12045: Page365 could not be asked/);
    assert.doesNotMatch(why, /has no bill/);
  });
});
