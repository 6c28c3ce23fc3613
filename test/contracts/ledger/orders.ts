import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { OrderRow } from '../../../src/core/order.ts';
import type { OpenLedger } from '../ledger.ts';

function orderRow(change: Partial<OrderRow> = {}): OrderRow {
  return {
    connection: 'baan-suan-aupay',
    order: '10000001',
    shop: 'baan-suan',
    status: 'blank',
    detail: { phase: '出荷待ち' },
    at: 100,
    version: 0,
    ...change,
  };
}

export function orderContract(open: OpenLedger): void {
  it('keeps an order, its version growing with every change', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.orders.put(orderRow()));

    const changed = orderRow({ status: 'shipped', at: 200, version: 1 });
    const put = await ledger.write((tx) => tx.orders.put(changed));

    assert.equal(put, true);
    assert.deepEqual(await ledger.orders.get('baan-suan-aupay', '10000001'), {
      ...changed,
      version: 2,
    });
  });

  it('does not write over what somebody else changed meanwhile', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.orders.put(orderRow()));

    const again = await ledger.write((tx) => tx.orders.put(orderRow({ status: 'late' })));
    const races = await Promise.all(
      ['shipped', 'failed'].map((status) =>
        ledger.write((tx) => tx.orders.put(orderRow({ status, version: 1 }))),
      ),
    );

    assert.equal(again, false);
    assert.deepEqual(
      races.toSorted((a, b) => Number(a) - Number(b)),
      [false, true],
    );
    assert.equal((await ledger.orders.get('baan-suan-aupay', '10000001'))?.version, 2);
  });

  it('gives the orders asked for that are there', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.orders.put(orderRow()));

    const found = await ledger.orders.getAll('baan-suan-aupay', ['10000001', '10000002']);

    assert.deepEqual([...found.keys()], ['10000001']);
    assert.equal((await ledger.orders.getAll('baan-suan-aupay', [])).size, 0);
    assert.equal(await ledger.orders.get('rival-aupay', '10000001'), null);
  });

  it('lists orders of some statuses, longest there first, behind a row of an earlier page', async (t) => {
    const ledger = await open(t);
    const rows = [
      orderRow({ order: 'c', at: 300 }),
      orderRow({ order: 'b', at: 100 }),
      orderRow({ order: 'a', at: 100 }),
      orderRow({ order: 'done', status: 'completed', at: 50 }),
      orderRow({ order: 'rival', connection: 'rival-aupay' }),
    ];
    await ledger.write(async (tx) => {
      for (const row of rows) await tx.orders.put(row);
    });
    const filter = { connection: 'baan-suan-aupay', statuses: ['blank'] };

    const first = await ledger.orders.list({ ...filter, limit: 2 });
    const rest = await ledger.orders.list({
      ...filter,
      limit: 9,
      after: { at: 100, order: first.at(-1)?.order ?? '' },
    });

    assert.deepEqual(
      [...first, ...rest].map(({ order }) => order),
      ['a', 'b', 'c'],
    );
    assert.deepEqual(await ledger.orders.list({ ...filter, statuses: [], limit: 9 }), []);
  });

  it('counts the orders of a connection by status', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      await tx.orders.put(orderRow());
      await tx.orders.put(orderRow({ order: '2' }));
      await tx.orders.put(orderRow({ order: '3', status: 'shipped' }));
    });

    assert.deepEqual(await ledger.orders.counts('baan-suan-aupay'), { blank: 2, shipped: 1 });
  });
}
