import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type BooksShop, openBooksShop, seedBill } from '../support/books.ts';

const HOUR = 3_600_000;

/** A shop whose bills book themselves and whose Page365 sends webhooks; the first cycles are over. */
async function open(t: TestContext): Promise<BooksShop> {
  const shop = await openBooksShop(t, { books: { on: true, connectorOff: '2026-11-20' } });
  shop.page365.webhook(`http://127.0.0.1:${shop.tenban.port}/page365/webhook`);
  await settle(shop);
  return shop;
}

/** What a webhook starts is over a network. */
async function settle(shop: BooksShop): Promise<void> {
  for (let second = 0; second < 4; second += 1) await shop.pass(1_000);
}

function seedRecent(shop: BooksShop, number: number, change: object = {}): void {
  const at = shop.clock.now().epochMilliseconds - HOUR;
  seedBill(shop, number, { createdAt: at, paidAt: at, ...change });
}

function receiptsOf({ peak }: BooksShop, number: number): number {
  return peak.receiptsOf(`page365:${number}`).length;
}

describe('a webhook of Page365', () => {
  for (const signed of ['raw', 'lower', 'upper'] as const)
    it(`books the bill within seconds, its signature made over the ${signed} form`, async (t) => {
      const shop = await open(t);
      seedRecent(shop, 12_101);

      const statuses = await shop.page365.notify(12_101, { signed });
      await settle(shop);

      assert.deepEqual(statuses, [200]);
      assert.equal(receiptsOf(shop, 12_101), 1);
    });

  it('that comes five times, also once more later, books one receipt', async (t) => {
    const shop = await open(t);
    seedRecent(shop, 12_101);

    const first = await shop.page365.notify(12_101, { times: 5 });
    await settle(shop);
    const again = await shop.page365.notify(12_101);
    await settle(shop);

    assert.deepEqual([first, again], [[200, 200, 200, 200, 200], [200]]);
    assert.equal(receiptsOf(shop, 12_101), 1);
  });

  it('with an older state of the bill has it read as it is now', async (t) => {
    const shop = await open(t);
    seedRecent(shop, 12_101, { stage: 'paid' });
    const older = shop.page365.bill(12_101);
    shop.page365.edit(12_101, { stage: 'shipped' });

    await shop.page365.notify(12_101, { bill: older });
    await settle(shop);

    assert.equal(receiptsOf(shop, 12_101), 1);
  });

  it('with a wrong signature is refused and nothing follows', async (t) => {
    const shop = await open(t);
    seedRecent(shop, 12_101);

    const statuses = await shop.page365.notify(12_101, { signature: 'wrong' });
    await settle(shop);

    assert.deepEqual(statuses, [401]);
    assert.equal(receiptsOf(shop, 12_101), 0);
  });

  it('of a shop nobody knows, or of nothing that can be read, is refused', async (t) => {
    const shop = await open(t);
    const url = `http://127.0.0.1:${shop.tenban.port}/page365/webhook`;
    const bodies = ['{"key":"order.update","merchantToken":"mt_other","body":{"id":1}}', '[]', '{'];

    const statuses = [];
    for (const body of bodies) {
      const { status } = await fetch(url, { method: 'POST', body });
      statuses.push(status);
    }

    assert.deepEqual(statuses, [401, 401, 400]);
  });

  it('says nothing while bills are not booked by themselves', async (t) => {
    const shop = await openBooksShop(t, { books: { connectorOff: '2026-11-20' } });
    shop.page365.webhook(`http://127.0.0.1:${shop.tenban.port}/page365/webhook`);
    seedRecent(shop, 12_101);

    const statuses = await shop.page365.notify(12_101);
    await settle(shop);

    assert.deepEqual(statuses, [200]);
    assert.equal(receiptsOf(shop, 12_101), 0);
  });
});
