import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type BooksShop, openBooksShop, seedBill } from '../support/books.ts';
import { alertsOf, bookedBills, heard } from '../support/books-talk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CLOSED = { resCode: '400', resDesc: 'contact is closed' };

/** A shop whose bills book themselves, one that PEAK refuses and three that are never ready. */
async function openTroubled(t: TestContext): Promise<BooksShop> {
  const books = { on: true, connectorOff: '2026-11-01', settleSeconds: 1, lateAfterHours: 2 };
  const shop = await openBooksShop(t, { books });
  const at = shop.clock.now().epochMilliseconds - 3 * HOUR;
  const times = { createdAt: at, paidAt: at };
  shop.peak.refuseItems((reference) => (reference === 'page365:12101' ? CLOSED : null));
  seedBill(shop, 12_101, times);
  seedBill(shop, 12_102, { ...times, account: null });
  seedBill(shop, 12_103, { ...times, paid: 52_999 });
  seedBill(shop, 12_104, { ...times, total: 54_000, paid: 54_000 });
  seedBill(shop, 12_105, times);
  await hours(shop, 1);
  return shop;
}

async function hours(shop: BooksShop, count: number): Promise<void> {
  for (let cycle = 0; cycle < count * 4; cycle += 1) {
    await shop.clock.skip(15 * MINUTE);
    for (let second = 0; second < 3; second += 1) await shop.pass(1_000);
  }
}

/** Signing in and being alive. */
const OWN = /\/(?:clienttoken|user)$/;

/** What PEAK was asked since then. */
function asked({ peak }: BooksShop, since: number): string[] {
  return peak.requests
    .filter(({ at, path }) => at > since && !OWN.test(path))
    .map(({ method, path }) => `${method} ${path.split('/').at(-1)}`);
}

function posts(shop: BooksShop, since: number): number {
  return asked(shop, since).filter((call) => call === 'POST receipts').length;
}

function now({ clock }: BooksShop): number {
  return clock.now().epochMilliseconds;
}

describe('a bill that PEAK refuses', () => {
  it('is put to PEAK once, and in a day of cycles nothing is asked and nobody told again', async (t) => {
    const shop = await openTroubled(t);
    const first = posts(shop, 0);
    const told = await alertsOf(shop);
    const since = now(shop);

    await hours(shop, 24);

    assert.equal(first, 2);
    assert.deepEqual(asked(shop, since), []);
    assert.deepEqual(bookedBills(shop).length, 1);
    assert.deepEqual(await alertsOf(shop), told);
    assert.deepEqual(
      told.map(({ kind, count }) => [kind, count]),
      Array.from({ length: 4 }, () => ['receipts.late', 1]),
    );
    const verdicts = await shop.tenban.house.ledger.verdicts.of('baan-suan', 'peak', '12101', 9);
    assert.deepEqual(
      verdicts.map(({ reason }) => reason),
      ['PEAK_REJECTED'],
    );
  });

  it('is put to PEAK again, once, when the bill was changed', async (t) => {
    const shop = await openTroubled(t);
    const since = now(shop);
    shop.page365.edit(12_101, { lines: [{ name: 'หมวก', quantity: 1, price: 50_000, sku: null }] });

    await hours(shop, 2);

    assert.equal(posts(shop, since), 1);
  });

  it('is put to PEAK again, once, when the settings of the books were changed', async (t) => {
    const shop = await openTroubled(t);
    const since = now(shop);
    await shop.say('peak rule late-after 12');

    await hours(shop, 2);

    assert.equal(posts(shop, since), 1);
  });

  it('is put to PEAK again whenever a person asks, and booked once PEAK takes it', async (t) => {
    const shop = await openTroubled(t);
    const since = now(shop);
    await heard(shop, shop.say('why page365 12101'));
    const refused = await heard(shop, shop.tap('Pull again'));
    const once = posts(shop, since);
    shop.peak.refuseItems(null);

    const done = await heard(shop, shop.tap('Pull again'));

    assert.equal(once, 1);
    assert.match(refused, /contact is closed/);
    assert.match(done, /Bill 12101 is in PEAK/);
    assert.equal(shop.peak.receiptsOf('page365:12101').length, 1);
    const open = (await alertsOf(shop)).filter(({ state }) => state === 'open');
    assert.equal(open.length, 3);
  });

  it('is told of once more when it is another reason', async (t) => {
    const shop = await openTroubled(t);
    shop.page365.edit(12_101, { paid: 52_999 });

    await hours(shop, 2);

    const alerts = await alertsOf(shop);
    const about = alerts.find(({ cause }) => cause.endsWith(':12101'));
    assert.deepEqual([about?.count, about?.state], [2, 'open']);
  });
});

describe('a contact that PEAK refuses', () => {
  it('is asked for again when a person pulls a bill of it', async (t) => {
    const shop = await openBooksShop(t);
    const at = now(shop) - HOUR;
    seedBill(shop, 12_101, { createdAt: at, paidAt: at });
    shop.peak.refuseItems((item) => (item.startsWith('PG365') ? CLOSED : null));
    await heard(shop, shop.say('why page365 12101'));
    const refused = await heard(shop, shop.tap('Pull again'));
    shop.peak.refuseItems(null);

    const done = await heard(shop, shop.tap('Pull again'));

    assert.match(refused, /Bill 12101 is not in PEAK yet/);
    assert.match(done, /Bill 12101 is in PEAK/);
    assert.equal(shop.peak.contacts().length, 1);
  });
});

describe('a receipt that PEAK does not void', () => {
  it('is voided by the next undo of the run once PEAK lets it', async (t) => {
    const shop = await openBooksShop(t);
    const at = now(shop) - HOUR;
    seedBill(shop, 12_101, { createdAt: at, paidAt: at });
    await heard(shop, shop.say('backfill page365 2026-11'));
    await heard(shop, shop.tap(/^Start/));
    shop.peak.refuseItems(() => CLOSED);
    await shop.tap('Undo this run');
    const refused = await heard(shop, shop.tap('Void 1'));
    shop.peak.refuseItems(null);

    await shop.tap('Undo this run');
    const said = await heard(shop, shop.tap('Void 1'));

    assert.match(refused, /0 receipts voided, 1 not/);
    assert.match(said, /1 receipt voided/);
    assert.deepEqual(bookedBills(shop), []);
  });
});
