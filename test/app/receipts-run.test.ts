import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type BooksShop, openBooksShop } from '../support/books.ts';
import { bookedBills, count, heard, pullMonth } from '../support/books-talk.ts';
import { COLLEAGUE, findButton, OPERATOR, RIVAL, VIEWER } from '../support/shop.ts';

const MONTH = '2026-11';
const MINUTE = 60_000;

/** A shop with so many good bills in the month. */
async function openMonth(t: TestContext, bills: number): Promise<BooksShop> {
  const shop = await openBooksShop(t, { books: { monthBy: 'created', settleSeconds: 1 } });
  shop.page365.seedMonth({ month: MONTH, bills, from: 7_001 });
  return shop;
}

/** PEAK goes away once it has made so many receipts. */
function failAfter({ peak }: BooksShop, receipts: number): void {
  const stop = peak.onChange(() => {
    if (peak.receipts().length < receipts) return;
    stop();
    peak.faults.set({ kind: '429' });
  });
}

async function waits(shop: BooksShop, minutes: number): Promise<string> {
  for (let minute = 0; minute < minutes; minute += 1) await shop.pass(MINUTE);
  return (await shop.hear()).map(({ text }) => text).join('\n');
}

describe('a backfill that goes on', () => {
  it('waits while it is paused, and books the rest once it is resumed, each bill once', async (t) => {
    const shop = await openMonth(t, 120);
    failAfter(shop, 10);
    await pullMonth(shop, MONTH);

    await shop.tap('Pause');
    shop.peak.faults.set(null);
    await waits(shop, 10);
    const paused = bookedBills(shop).length;
    const resumed = await heard(shop, shop.tap('Resume'));
    const said = resumed + (await waits(shop, 5));

    assert.ok(paused < 60);
    assert.match(said, /Page365: 120 bills booked/);
    assert.equal(bookedBills(shop).length, 120);
    assert.equal(shop.peak.receipts().length, 120);
  });

  it('never says that all went well once it was stopped, and keeps what was booked', async (t) => {
    const shop = await openMonth(t, 120);
    failAfter(shop, 10);
    await pullMonth(shop, MONTH);

    const stopped = await heard(shop, shop.tap('Stop for good'));
    shop.peak.faults.set(null);
    const said = stopped + (await waits(shop, 5));

    assert.match(said, /Stopped: \d+ bills? booked so far/);
    assert.doesNotMatch(said, /Page365: \d+ bills? booked/);
    assert.ok(bookedBills(shop).length < 60);
  });

  it('survives a PEAK that is away for minutes, and one that forgets its tokens', async (t) => {
    const shop = await openMonth(t, 60);
    failAfter(shop, 20);
    await pullMonth(shop, MONTH);

    await waits(shop, 5);
    shop.peak.faults.set(null);
    shop.peak.killTokens();
    const said = await waits(shop, 5);

    assert.match(said, /Page365: 60 bills booked/);
    assert.equal(shop.peak.receipts().length, 60);
  });

  it('says why it could not go on when PEAK stays away', async (t) => {
    const shop = await openMonth(t, 60);
    await count(shop, MONTH);
    shop.peak.faults.set({ kind: '429' });
    await heard(shop, shop.tap('Start'));

    const said = await waits(shop, 20);

    assert.match(said, /Stopped: 0 bills booked so far/);
    assert.match(said, /It could not go on/);
  });
});

describe('after a backfill', () => {
  it('only what failed is pulled again', async (t) => {
    const shop = await openMonth(t, 30);
    const refused = new Set(['page365:7003', 'page365:7009']);
    const words = { resCode: '400', resDesc: 'contact is closed' };
    shop.peak.refuseItems((reference) => (refused.has(reference) ? words : null));
    shop.page365.edit(7_005, { paid: 1 });
    const said = await pullMonth(shop, MONTH);
    shop.peak.refuseItems(null);
    shop.page365.edit(7_005, { paid: shop.page365.bill(7_005).total });

    const again = await heard(shop, shop.tap('Retry 3'));

    assert.match(said, /27 bills booked, 3 not/);
    assert.match(said, /PEAK refused: “contact is closed”/);
    assert.match(again, /Page365: 3 bills booked/);
    assert.equal(shop.peak.receipts().length, 30);
  });

  it('undo voids exactly what the run made, and nothing books it again by itself', async (t) => {
    const shop = await openMonth(t, 60);
    shop.page365.seedMonth({ month: '2026-10', bills: 5, from: 6_001 });
    await pullMonth(shop, '2026-10');
    await pullMonth(shop, MONTH);

    await shop.tap('Undo this run');
    const said = await heard(shop, shop.tap('Void 60'));
    await shop.say('peak start');
    await shop.tap('Start');
    await waits(shop, 20);

    assert.match(said, /60 receipts voided/);
    assert.equal(bookedBills(shop).length, 5);
    assert.equal(shop.peak.receipts().length, 65);
  });

  it('undone bills are booked anew, with new receipts, when a person pulls the month', async (t) => {
    const shop = await openMonth(t, 10);
    await pullMonth(shop, MONTH);
    await shop.tap('Undo this run');
    await heard(shop, shop.tap('Void 10'));

    const said = await pullMonth(shop, MONTH);

    assert.match(said, /Page365: 10 bills booked/);
    assert.equal(bookedBills(shop).length, 10);
    assert.equal(shop.peak.receipts().length, 20);
  });

  it('the undo of an older run leaves alone what was booked anew since', async (t) => {
    const shop = await openMonth(t, 4);
    await pullMonth(shop, MONTH);
    const older = findButton(shop.line.chat(OPERATOR), 'Undo this run').data;
    await shop.tap('Undo this run');
    await heard(shop, shop.tap('Void 4'));
    await pullMonth(shop, MONTH);

    await shop.line.tap(OPERATOR, older);
    const said = (await shop.hear()).map(({ text }) => text).join('\n');

    assert.match(said, /nothing/i);
    assert.equal(bookedBills(shop).length, 4);
  });
});

describe('two people and two shops', () => {
  it('two who start the same month at once book every bill once', async (t) => {
    const shop = await openMonth(t, 60);
    await count(shop, MONTH);
    await heard(shop, shop.say(`backfill page365 ${MONTH}`, COLLEAGUE), COLLEAGUE);

    const [one, other] = await Promise.all([shop.tap('Start'), shop.tap('Start', COLLEAGUE)]);
    await waits(shop, 2);

    const said = [...one, ...other].map(({ text }) => text).join('\n');
    assert.match(said, /Another run of this shop is under way/);
    assert.equal(shop.peak.receipts().length, 60);
  });

  it('whoever may only look is not offered to pull, and does not', async (t) => {
    const shop = await openMonth(t, 3);

    const said = await heard(shop, shop.say(`backfill page365 ${MONTH}`, VIEWER), VIEWER);

    assert.match(said, /operator/i);
    assert.equal(shop.peak.receipts().length, 0);
  });

  it('a bill of another shop is as good as none', async (t) => {
    const shop = await openMonth(t, 3);

    const said = await heard(shop, shop.say('why page365 7001', RIVAL), RIVAL);

    assert.doesNotMatch(said, /7001 .*(?:ready|PEAK)/);
    assert.equal(shop.page365.requests.length, 0);
  });
});
