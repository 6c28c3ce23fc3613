import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Locale } from '../../src/core/settings.ts';
import { type BooksShop, openBooksShop, seedBill } from '../support/books.ts';
import { alertsOf, bookedBills, heard } from '../support/books-talk.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { buttonsOf } from '../support/line-message.ts';
import { OPERATOR } from '../support/shop.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A shop whose bills book themselves. */
function openSynced(t: TestContext, locale: Locale = 'en'): Promise<BooksShop> {
  const books = { on: true, connectorOff: '2026-11-01', settleSeconds: 1, lateAfterHours: 2 };
  return openBooksShop(t, { locale, books });
}

async function cycles(shop: BooksShop, count: number): Promise<string> {
  for (let cycle = 0; cycle < count; cycle += 1) {
    await shop.pass(15 * MINUTE);
    for (let second = 0; second < 3; second += 1) await shop.pass(MINUTE / 30);
  }
  return (await shop.hear()).map(({ text }) => text).join('\n');
}

function seedRecent(shop: BooksShop, number: number, change: object = {}): void {
  const at = shop.clock.now().epochMilliseconds - HOUR;
  seedBill(shop, number, { createdAt: at, paidAt: at, ...change });
}

describe('bills that book themselves', () => {
  it('tell in Thai of one that is paid and shipped but not booked in time, until it is', async (t) => {
    const shop = await openSynced(t, 'th');
    const long = shop.clock.now().epochMilliseconds - 3 * HOUR;
    seedBill(shop, 12_045, { createdAt: long, paidAt: long, paid: 52_999 });
    seedRecent(shop, 12_046, { paid: 52_999 });

    const told = await cycles(shop, 2);
    shop.page365.edit(12_045, { paid: 53_000 });
    const pulled = await heard(shop, shop.tap('ดึงข้อมูลอีกครั้ง'));

    assert.doesNotMatch(told, /12046/);
    assert.match(told, /บิล 12045 ส่งแล้วแต่ยังไม่เข้า PEAK/);
    assert.match(told, /รับชำระ 529\.99 บาท ยอดบิล 530\.00 บาท ต่างกัน 0\.01 บาท/);
    assert.match(pulled, /ดึงข้อมูลจาก Page365 สำเร็จ บิล 12045/);
    const [alert] = await alertsOf(shop);
    assert.deepEqual([alert?.kind, alert?.state], ['receipts.late', 'resolved']);
  });

  it('have the receipt voided once Page365 says that the bill is voided, and not before', async (t) => {
    const shop = await openSynced(t);
    seedRecent(shop, 12_046);
    await cycles(shop, 1);
    shop.page365.edit(12_046, { stage: 'voided' });
    shop.page365.speakOfVoided(false);
    await cycles(shop, 1);
    const silent = bookedBills(shop).length;
    shop.page365.speakOfVoided(true);

    await cycles(shop, 1);

    assert.equal(silent, 1);
    assert.deepEqual(
      shop.peak.receipts().map(({ status }) => status),
      ['void'],
    );
  });

  it('write no more into the ledger while nothing changes', async (t) => {
    const shop = await openSynced(t);
    seedRecent(shop, 12_047);
    seedRecent(shop, 12_048, { stage: 'paid' });
    await cycles(shop, 2);
    const { verdicts, orders } = shop.tenban.house.ledger;
    const looked = async () => [
      (await verdicts.of('baan-suan', 'peak', '12047', 50)).length,
      (await verdicts.of('baan-suan', 'peak', '12048', 50)).length,
      (await orders.get('baan-suan-peak', '12048'))?.version,
    ];
    const before = await looked();

    await cycles(shop, 3);

    assert.deepEqual(await looked(), before);
    assert.deepEqual(before.slice(0, 2), [1, 1]);
  });

  it('ask a person about a receipt that PEAK lost three times, and book it once by the answer', async (t) => {
    const shop = await openSynced(t);
    seedRecent(shop, 12_049);
    const posts = { method: 'POST', path: '/api/v1/receipts' };
    shop.peak.faults.set({ kind: '500', times: 3, match: posts });

    const asked = await cycles(shop, 2);
    await heard(shop, shop.tap('Send again'));
    await heard(shop, shop.tap(/^Send again/));
    await cycles(shop, 2);

    assert.match(asked, /Receipt of bill 12049: outcome not clear/);
    assert.equal(shop.peak.receipts().length, 1);
    const [alert] = await alertsOf(shop);
    assert.deepEqual([alert?.kind, alert?.state], ['operations.undecided', 'resolved']);
  });

  it('book a receipt whose answer was lost once, though PEAK made it', async (t) => {
    const shop = await openSynced(t);
    seedRecent(shop, 12_050);
    const posts = { method: 'POST', path: '/api/v1/receipts' };
    shop.peak.faults.set({ kind: 'drop-answer', times: 1, match: posts });

    await cycles(shop, 2);

    assert.equal(shop.peak.receipts().length, 1);
    const [verdict] = await shop.tenban.house.ledger.verdicts.of('baan-suan', 'peak', '12050', 1);
    assert.equal(verdict?.reason, 'IMPORTED');
  });
});

describe('why a bill is not in PEAK', () => {
  it('takes three taps in Thai, one more pulls it, and its receipt can be opened', async (t) => {
    const shop = await openSynced(t, 'th');
    seedRecent(shop, 12_044);
    seedRecent(shop, 12_045, { paid: 52_999 });
    await cycles(shop, 1);

    await heard(shop, shop.say('เมนู'));
    await shop.tap('ทำไมไม่เข้า');
    await shop.tap('Page365');
    const why = await heard(shop, shop.tap('12045'));
    shop.page365.edit(12_045, { paid: 53_000 });
    const done = await heard(shop, shop.tap('ดึงข้อมูลอีกครั้ง'));

    assert.match(why, /ยอดบิล 530\.00 บาท · รับชำระ 529\.99 บาท · ขาด 0\.01 บาท/);
    assert.match(done, /ดึงข้อมูลจาก Page365 สำเร็จ บิล 12045/);
    const [receipt] = shop.peak.receiptsOf('page365:12045');
    const buttons = shop.line.chat(OPERATOR).flatMap(({ message }) => buttonsOf(message));
    assert.ok(buttons.some(({ label }) => label === 'เปิดใบเสร็จ'));
    assert.ok(JSON.stringify(shop.line.chat(OPERATOR)).includes(receipt?.id ?? 'no receipt'));
  });

  it('offers only what is missing, and the systems that the shop has', async (t) => {
    const shop = await openSynced(t);
    seedRecent(shop, 12_044);
    seedRecent(shop, 12_045, { paid: 52_999 });
    await cycles(shop, 1);

    await shop.say('why');
    const [systems] = await shop.say('page365');

    const buttons = systems?.buttons.map(({ label }) => label);
    assert.deepEqual(buttons, ['12045']);
  });

  it('names ชื่อซ้ำได้ once PEAK has refused a name, and books after it is switched on', async (t) => {
    const shop = await openBooksShop(t, { locale: 'th', books: { goods: 'product' } });
    shop.peak.seedProduct({ code: 'P-OLD', name: 'เสื้อยืด' });
    shop.peak.allowDuplicateNames(false);
    seedRecent(shop, 12_051);

    await heard(shop, shop.say('ทำไม page365 12051'));
    const refused = await heard(shop, shop.tap('ดึงข้อมูลอีกครั้ง'));
    const why = await heard(shop, shop.say('ทำไม page365 12051'));
    shop.peak.allowDuplicateNames(true);
    const done = await heard(shop, shop.tap('ดึงข้อมูลอีกครั้ง'));

    assert.match(refused, /ชื่อสินค้าที่ซ้ำ/);
    assert.match(why, /“ชื่อซ้ำได้”: ❌ PEAK ไม่รับ/);
    assert.match(why, /แก้ไข → ซ้ำได้/);
    assert.match(done, /ดึงข้อมูลจาก Page365 สำเร็จ บิล 12051/);
  });
});

describe('a backfill on a schedule', () => {
  it('pulls the month before at 03:00 in Bangkok on the 1st, by itself', async (t) => {
    const clock = createFakeClock('2026-11-30T19:55:00Z');
    const shop = await openBooksShop(t, { clock });
    const at = clock.now().epochMilliseconds - 48 * HOUR;
    seedBill(shop, 12_060, { createdAt: at, paidAt: at });
    await shop.say('every 1st at 03:00 Asia/Bangkok backfill page365 last month');
    await shop.tap('Schedule it');

    await shop.pass(4 * MINUTE);
    const before = bookedBills(shop).length;
    await shop.pass(2 * MINUTE);
    const said = await heard(shop, shop.hear());

    assert.equal(before, 0);
    assert.match(said, /Page365: 1 bill booked/);
    assert.deepEqual(bookedBills(shop), ['12060 20261129']);
  });
});
