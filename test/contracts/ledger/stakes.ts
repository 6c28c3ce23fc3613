import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Ledger } from '../../../src/core/ledger.ts';
import type { OpenLedger } from '../ledger.ts';
import { stakeRow } from '../../support/approval-rows.ts';

const baht = { shop: 'baan-suan', currency: 'THB' };
const today = { ...baht, from: 1_000, to: 2_000 };

export function stakeContract(open: OpenLedger): void {
  it('counts for a day what was sent on its way then, and all that is not done', async (t) => {
    const ledger = await open(t);
    await put(ledger, [
      stakeRow({ id: 'a', amount: 1, at: 1_000, doneAt: 1_500 }),
      stakeRow({ id: 'b', amount: 10, at: 1_999, doneAt: 2_500 }),
      stakeRow({ id: 'c', amount: 100, at: 2_000, doneAt: 2_500 }),
      stakeRow({ id: 'd', amount: 1_000, at: 999, doneAt: 1_500 }),
      stakeRow({ id: 'e', amount: 10_000, at: 10 }),
    ]);

    assert.equal(await ledger.stakes.day(today), 10_011);
  });

  it('counts by shop, currency and command, and leaves one request out', async (t) => {
    const ledger = await open(t);
    await put(ledger, [
      stakeRow({ id: 'a', amount: 1 }),
      stakeRow({ id: 'b', amount: 10, command: 'capture' }),
      stakeRow({ id: 'c', amount: 100, currency: 'JPY' }),
      stakeRow({ id: 'd', amount: 1_000, shop: 'rival' }),
    ]);

    assert.equal(await ledger.stakes.day(today), 11);
    assert.equal(await ledger.stakes.day({ ...today, commands: ['refund'] }), 1);
    assert.equal(await ledger.stakes.day({ ...today, except: 'a' }), 10);
    assert.equal(await ledger.stakes.day({ ...today, currency: 'VND' }), 0);
  });

  it('counts for a subject what is not done to it yet', async (t) => {
    const ledger = await open(t);
    await put(ledger, [
      stakeRow({ id: 'a', amount: 1 }),
      stakeRow({ id: 'b', amount: 10 }),
      stakeRow({ id: 'c', amount: 100, subject: 'chrg_test_2' }),
    ]);
    await ledger.write((tx) => tx.stakes.done('b', 7));

    assert.equal(await ledger.stakes.open({ ...baht, subject: 'chrg_test_1' }), 1);
  });

  it('counts a request once, as it was put last, and not at all when it was freed', async (t) => {
    const ledger = await open(t);
    await put(ledger, [stakeRow({ amount: 1 }), stakeRow({ amount: 5 })]);
    const counted = await ledger.stakes.day(today);

    await ledger.write((tx) => tx.stakes.free('exe-1'));

    assert.equal(counted, 5);
    assert.equal(await ledger.stakes.day(today), 0);
  });

  it('lets nobody slip under a sum who counts first and puts then', async (t) => {
    const ledger = await open(t);
    const most = 5;

    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        ledger.write(async (tx) => {
          await tx.counters.next('stakes:baan-suan');
          const sum = await tx.stakes.day(today);
          if (sum < most) await tx.stakes.put(stakeRow({ id: `exe-${index}`, amount: 1 }));
        }),
      ),
    );

    assert.equal(await ledger.stakes.day(today), most);
  });
}

async function put(ledger: Ledger, rows: ReturnType<typeof stakeRow>[]): Promise<void> {
  await ledger.write(async (tx) => {
    for (const row of rows) await tx.stakes.put(row);
  });
}
