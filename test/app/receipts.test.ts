import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBooksShop, seedBill } from '../support/books.ts';
import { bangkok, heard, pullMonth } from '../support/books-talk.ts';

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

describe('what needs a person after a backfill', () => {
  it('is named bill by bill, each with its own amounts, and once what to do', async (t) => {
    const shop = await openBooksShop(t);
    const at = shop.clock.now().epochMilliseconds - 3_600_000;
    seedBill(shop, 12_003, { createdAt: at, paidAt: at, paid: 52_999 });
    for (let number = 12_004; number < 12_016; number += 1)
      seedBill(shop, number, { createdAt: at, paidAt: at, paid: 50_000 });
    seedBill(shop, 12_016, { createdAt: at, paidAt: at });
    await pullMonth(shop, '2026-11');

    const said = await heard(shop, shop.tap('What needs me'));

    assert.match(said, /12003: paid ฿529\.99, total ฿530\.00, off by ฿0\.01/);
    assert.match(said, /12004: paid ฿500\.00, total ฿530\.00, off by ฿30\.00/);
    assert.match(said, /… and 3 more/);
    assert.equal(said.match(/Make paid and total equal/g)?.length, 1);
  });
});

describe('the dry run before bills book themselves', () => {
  it('counts every bill created yesterday in Bangkok, and why the others would not be booked', async (t) => {
    const shop = await openBooksShop(t);
    const seed = (number: number, time: string, change = {}) => {
      const at = bangkok(time);
      seedBill(shop, number, { createdAt: at, paidAt: at, ...change });
    };
    seed(1_001, '2026-11-23T23:59:59');
    for (let number = 1_002; number < 1_122; number += 1) seed(number, '2026-11-24T00:00:00');
    seed(1_122, '2026-11-24T23:59:59', { paid: 1 });
    seed(1_123, '2026-11-24T12:00:00', { total: 54_000, paid: 54_000 });
    seed(1_124, '2026-11-24T12:00:00', { account: null });
    seed(1_125, '2026-11-25T00:00:00');
    shop.page365.countDays({ zone: 'UTC', untilIncluded: false });

    const said = await heard(shop, shop.say('peak start'));

    assert.match(said, /Dry run of yesterday: 120 of 123 would be booked/);
    assert.match(said, /Amounts differ\s+1 bill/);
    assert.match(said, /Total does not add up\s+1 bill/);
    assert.match(said, /No payment details\s+1 bill/);
    assert.equal(shop.peak.receipts().length, 0);
  });
});

describe('why a bill is not in PEAK', () => {
  it('names both numbers and the difference, and one tap books it once that is mended', async (t) => {
    const shop = await openBooksShop(t, { locale: 'th' });
    const at = shop.clock.now().epochMilliseconds - 3_600_000;
    seedBill(shop, 12_045, { createdAt: at, paidAt: at, paid: 52_999 });

    const why = await heard(shop, shop.say('ทำไม page365 ๑๒๐๔๕'));
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
