import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { DueRow } from '../../../src/core/due.ts';
import type { OpenLedger } from '../ledger.ts';

function dueRow(change: Partial<DueRow> = {}): DueRow {
  return { key: 'alert:1', kind: 'alert', at: 1_000, payload: { id: '1' }, ...change };
}

export function dueContract(open: OpenLedger): void {
  it('names what is due, the oldest first, and no more than asked for', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      await tx.dues.put(dueRow({ key: 'c', at: 3_000 }));
      await tx.dues.put(dueRow({ key: 'b', at: 2_000 }));
      await tx.dues.put(dueRow({ key: 'a', at: 1_000 }));
    });

    const keys = async (now: number, limit: number): Promise<string[]> =>
      (await ledger.dues.due(now, limit)).map(({ key }) => key);

    assert.deepEqual(await keys(999, 10), []);
    assert.deepEqual(await keys(2_000, 10), ['a', 'b']);
    assert.deepEqual(await keys(9_000, 2), ['a', 'b']);
  });

  it('gives a row that is put again another time and payload', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.dues.put(dueRow()));

    await ledger.write((tx) => tx.dues.put(dueRow({ at: 5_000, payload: { id: '2' } })));

    assert.deepEqual(await ledger.dues.get('alert:1'), dueRow({ at: 5_000, payload: { id: '2' } }));
    assert.deepEqual(await ledger.dues.due(4_999, 10), []);
  });

  it('forgets a row that is removed, and one that never was', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.dues.put(dueRow()));

    await ledger.write(async (tx) => {
      await tx.dues.remove('alert:1');
      await tx.dues.remove('alert:2');
    });

    assert.equal(await ledger.dues.get('alert:1'), null);
  });

  it('moves a row from the time it has, and no other', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.dues.put(dueRow()));

    const wrong = await ledger.write((tx) => tx.dues.claim('alert:1', 999, 7_000));
    const right = await ledger.write((tx) => tx.dues.claim('alert:1', 1_000, 7_000));

    assert.deepEqual([wrong, right], [false, true]);
    assert.deepEqual(await ledger.dues.get('alert:1'), dueRow({ at: 7_000 }));
  });

  it('lets one of many claims win', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.dues.put(dueRow()));

    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        ledger.write((tx) => tx.dues.claim('alert:1', 1_000, 7_000 + index)),
      ),
    );

    assert.equal(claims.filter(Boolean).length, 1);
  });

  it('counts without a gap, whoever takes a number', async (t) => {
    const ledger = await open(t);
    const before = await ledger.counters.get('alert:shop');

    const taken = await Promise.all(
      Array.from({ length: 8 }, () => ledger.write((tx) => tx.counters.next('alert:shop'))),
    );

    assert.equal(before, 0);
    assert.deepEqual(
      taken.toSorted((a, b) => a - b),
      [1, 2, 3, 4, 5, 6, 7, 8],
    );
    assert.equal(await ledger.counters.get('alert:shop'), 8);
  });
}
