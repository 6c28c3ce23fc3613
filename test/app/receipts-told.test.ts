import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type BooksShop, openBooksShop, seedBill } from '../support/books.ts';
import { bookedBills, heard } from '../support/books-talk.ts';

const MINUTE = 60_000;
const RECEIPTS = '/api/v1/receipts';

/** A month of two bills, one not paid yet; PEAK loses what `lose` says of the other, and a person is asked what became of it. */
async function openAsked(t: TestContext, lose: (shop: BooksShop) => void): Promise<BooksShop> {
  const shop = await openBooksShop(t, { books: { settleSeconds: 1 } });
  const at = shop.clock.now().epochMilliseconds - 60 * MINUTE;
  seedBill(shop, 12_101, { createdAt: at, paidAt: at });
  seedBill(shop, 12_102, { createdAt: at, paidAt: at, paid: 1 });
  await heard(shop, shop.say('backfill page365 2026-11'));
  lose(shop);
  await heard(shop, shop.tap(/^Start/));
  for (let minute = 0; minute < 13; minute += 1) {
    await shop.clock.skip(MINUTE);
    await shop.pass(1_000);
  }
  shop.peak.faults.set(null);
  return shop;
}

/** A person says that it happened, and what failed is pulled again. */
async function happened(shop: BooksShop): Promise<string> {
  shop.page365.edit(12_102, { paid: 53_000 });
  await shop.tap('It happened');
  await shop.tap(/^It happened|^Record/);
  return heard(shop, shop.tap('Retry 2'));
}

/** PEAK makes the receipt, its answer is lost, and nothing can be read for a while. */
function loseAnswer({ peak }: BooksShop): void {
  const stop = peak.onChange(() => {
    if (peak.receipts().length === 0) return;
    stop();
    peak.faults.set({ kind: '500', match: { method: 'GET', path: RECEIPTS } });
  });
  peak.faults.set({ kind: 'drop-answer', times: 1, match: { method: 'POST', path: RECEIPTS } });
}

/** PEAK makes nothing, whatever is sent. */
function loseAll({ peak }: BooksShop): void {
  peak.faults.set({ kind: '500', match: { method: 'POST', path: RECEIPTS } });
}

describe('a receipt that was made by a person’s word', () => {
  it('is found in PEAK by our reference, shown by why, and voided by the undo of its run', async (t) => {
    const shop = await openAsked(t, loseAnswer);

    const said = await happened(shop);
    const why = await heard(shop, shop.say('why page365 12101'));
    await shop.tap('Undo this run');
    const undone = await heard(shop, shop.tap('Void 2'));

    const [receipt] = shop.peak.receiptsOf('page365:12101');
    assert.match(said, /2 bills booked/);
    assert.ok(receipt !== undefined && why.includes(`receipt ${receipt.code}`));
    assert.match(undone, /2 receipts voided/);
    assert.deepEqual(bookedBills(shop), []);
    assert.equal(shop.peak.receipts().length, 2);
  });

  it('is said to be found nowhere when PEAK has none, and left to a person by the undo', async (t) => {
    const shop = await openAsked(t, loseAll);

    await happened(shop);
    const why = await heard(shop, shop.say('why page365 12101'));
    await shop.tap('Undo this run');
    const undone = await heard(shop, shop.tap('Void 2'));

    assert.match(why, /A person said bill 12101 is in PEAK, but no receipt names it/);
    assert.match(undone, /1 receipt voided, 1 not/);
    assert.match(undone, /12101: its receipt is not known/);
    assert.match(undone, /Void it in PEAK by hand/);
  });
});
