import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type BooksShop, openBooksShop, seedBill } from '../support/books.ts';
import { bangkok, bookedBills, count, heard, pullMonth } from '../support/books-talk.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { OPERATOR } from '../support/shop.ts';

const JANUARY = '2026-01';
const FEBRUARY = '2026-02';
const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;

function seedAt(shop: BooksShop, number: number, times: { created: string; paid: string }): void {
  const [createdAt, paidAt] = [bangkok(times.created), bangkok(times.paid)];
  seedBill(shop, number, { createdAt, paidAt });
}

/** The last second of January, the first of February, and one from January that was paid in February. */
async function openAtEdge(t: TestContext, books: object): Promise<BooksShop> {
  const shop = await openBooksShop(t, { books });
  seedAt(shop, 101, { created: '2026-01-31T23:59:59', paid: '2026-01-31T23:59:59' });
  seedAt(shop, 102, { created: '2026-02-01T00:00:00', paid: '2026-02-01T00:00:00' });
  seedAt(shop, 103, { created: '2026-01-31T20:00:00', paid: '2026-02-01T09:00:00' });
  return shop;
}

describe('the month of a bill', () => {
  it('is that of its payment in Bangkok, to the second', async (t) => {
    const shop = await openAtEdge(t, {});

    await pullMonth(shop, JANUARY);
    const january = bookedBills(shop);
    await pullMonth(shop, FEBRUARY);

    assert.deepEqual(january, ['101 20260131']);
    assert.deepEqual(bookedBills(shop), ['101 20260131', '102 20260201', '103 20260201']);
  });

  it('is that of its creation where the settings say so', async (t) => {
    const shop = await openAtEdge(t, { monthBy: 'created' });

    await pullMonth(shop, JANUARY);

    assert.deepEqual(bookedBills(shop), ['101 20260131', '103 20260201']);
  });

  it('leaves the days of Page365 to Page365: the window is wider whatever zone they are of', async (t) => {
    const shop = await openAtEdge(t, {});
    shop.page365.countDays({ zone: 'UTC', untilIncluded: false });

    await pullMonth(shop, JANUARY);
    await pullMonth(shop, FEBRUARY);

    assert.deepEqual(bookedBills(shop), ['101 20260131', '102 20260201', '103 20260201']);
  });

  it('has the receipt of a bill of January that was seen shipped in February on that day, by shipping', async (t) => {
    const clock = createFakeClock('2026-01-31T16:40:00Z');
    const shop = await openBooksShop(t, {
      clock,
      books: { on: true, date: 'shipped', connectorOff: '2026-01-01' },
    });
    const at = bangkok('2026-01-31T12:00:00');
    seedBill(shop, 104, { createdAt: at, paidAt: at, stage: 'paid' });
    await shop.pass(QUARTER + MINUTE);
    shop.page365.edit(104, { stage: 'shipped' });
    await shop.pass(QUARTER + MINUTE);
    await shop.pass(MINUTE);

    assert.deepEqual(bookedBills(shop), ['104 20260201']);
    assert.equal(shop.peak.receipts()[0]?.paymentDate, '20260131');
  });

  it('keeps the day of payment for one that came shipped, however late PEAK takes it', async (t) => {
    const clock = createFakeClock('2026-01-31T16:40:00Z');
    const shop = await openBooksShop(t, {
      clock,
      books: { on: true, date: 'shipped', connectorOff: '2026-01-01' },
    });
    const at = bangkok('2026-01-31T12:00:00');
    shop.peak.refuseItems(() => ({ resCode: '400', resDesc: 'period is closed' }));
    seedBill(shop, 106, { createdAt: at, paidAt: at });
    await shop.pass(QUARTER + MINUTE);
    await shop.pass(QUARTER);
    shop.peak.refuseItems(null);

    await heard(shop, shop.say('why page365 106'));
    await heard(shop, shop.tap('Pull again'));

    assert.deepEqual(bookedBills(shop), ['106 20260131']);
  });

  it('is pulled without buttons to pause it: one bill is over at once', async (t) => {
    const shop = await openBooksShop(t);
    seedAt(shop, 107, { created: '2026-11-02T10:00:00', paid: '2026-11-02T11:00:00' });
    await heard(shop, shop.say('why page365 107'));
    shop.peak.faults.set({ kind: '429' });

    const answers = await shop.tap('Pull again');
    const before = bookedBills(shop);
    shop.peak.faults.set(null);
    const later = await heard(shop, shop.hear());

    assert.deepEqual(
      answers.flatMap(({ buttons }) => buttons),
      [],
    );
    assert.match(later, /107/);
    assert.deepEqual([before.length, bookedBills(shop).length], [0, 1]);
  });

  it('says in the preview that bills shipped before are dated by their payment', async (t) => {
    const shop = await openBooksShop(t, { books: { date: 'shipped' } });
    seedAt(shop, 105, { created: '2026-11-02T10:00:00', paid: '2026-11-02T11:00:00' });

    const said = await count(shop, '2026-11');
    await heard(shop, shop.tap(/^Start/));

    assert.match(said, /bills that were shipped before are of the day they were paid/);
    assert.deepEqual(bookedBills(shop), ['105 20261102']);
  });
});

describe('the preview of a month', () => {
  it('counts the 40 of 120 that PEAK’s own connector booked, and exactly 80 receipts follow', async (t) => {
    const shop = await openBooksShop(t, { locale: 'th', books: { monthBy: 'created' } });
    shop.page365.seedMonth({ month: JANUARY, bills: 120, from: 5_001 });
    for (let number = 5_001; number <= 5_040; number += 1)
      shop.peak.seedReceipt({ by: 'connector', remark: `Page365 #${number}` });

    const said = await heard(shop, shop.say('ดึงย้อนหลัง page365 มกราคม 2569'));
    const done = await heard(shop, shop.tap('ดึงต่อไป'));

    assert.match(said, /พร้อมดึง 80 จาก 120 บิล/);
    assert.match(said, /ผู้อื่นบันทึกแล้ว[^\n]*\n?[^\n]*40 บิล/);
    assert.match(said, /เลยกำหนดยื่น ภ\.พ\.30/);
    assert.match(done, /ดึงข้อมูลจาก Page365 สำเร็จ 80 บิล/);
    assert.match(done, /มีอยู่แล้ว 40/);
    assert.equal(bookedBills(shop).length, 80);
    assert.equal(shop.peak.receipts().length, 120);
  });

  it('calls a bill ready only where a receipt can be made of it', async (t) => {
    const shop = await openBooksShop(t);
    const at = bangkok('2026-11-03T10:00:00');
    const seeds = [{}, { total: 54_000, paid: 54_000 }, { account: '7', paid: 52_999 }];
    for (const [index, change] of seeds.entries())
      seedBill(shop, 201 + index, { createdAt: at, paidAt: at, ...change });

    const said = await count(shop, '2026-11');

    assert.match(said, /1 of 3 bills ready/);
    assert.match(said, /Total does not add up/);
    assert.match(said, /Amounts differ/);
  });

  it('says of what is no month that it is none, and takes a Buddhist year in any order', async (t) => {
    const shop = await openBooksShop(t);

    const said = [];
    for (const month of ['2026-13', '2026-00', '0001-01', '99999999999-01', '9'.repeat(3_000)])
      said.push(await count(shop, month));
    const buddhist = await count(shop, '2569-10');

    for (const answer of said) assert.match(answer, /is no month|is not a month/);
    assert.match(buddhist, /Oct 2026: no bills in Page365/);
  });

  it('warns of a month with no bills, and offers nothing to start', async (t) => {
    const shop = await openBooksShop(t);

    const said = await count(shop, '2026-10');

    assert.match(said, /Oct 2026: no bills in Page365/);
    await assert.rejects(shop.tap(/^Start/), /no button/);
  });

  it('does not call a month empty whose bills could not be read', async (t) => {
    const shop = await openBooksShop(t);
    shop.page365.faults.set({ kind: '500' });

    const said = await count(shop, '2026-10');
    await shop.pass(20 * 60_000);
    const end = await heard(
      shop,
      shop.hear().then(() => []),
    );

    assert.doesNotMatch(said + end, /no bills/);
  });
});

describe('the result of a run as CSV', () => {
  it('has a row of every bill with what became of it', async (t) => {
    const shop = await openBooksShop(t);
    const at = bangkok('2026-11-03T10:00:00');
    seedBill(shop, 301, { createdAt: at, paidAt: at });
    seedBill(shop, 302, { createdAt: at, paidAt: at, paid: 52_999 });
    await pullMonth(shop, '2026-11');

    await shop.tap('Download CSV');

    const id = /\/media\/([\w-]+)/.exec(JSON.stringify(shop.line.chat(OPERATOR)))?.[1];
    const answer = await fetch(`http://127.0.0.1:${shop.tenban.port}/media/${id}`);
    const rows = (await answer.text()).trim().split('\n');
    assert.match(rows[0] ?? '', /bill,result,reason,time,detail/);
    assert.match(rows[1] ?? '', /^301,booked,IMPORTED,/);
    assert.match(rows[2] ?? '', /^302,held,AMOUNT_MISMATCH,/);
    assert.equal(rows.length, 3);
  });
});
