import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runRow, verdictRow } from '../../support/ledger-rows.ts';
import type { OpenLedger } from '../ledger.ts';

export function runContract(open: OpenLedger): void {
  it('opens one run of a connection and kind, whoever else tries at the same time', async (t) => {
    const ledger = await open(t);

    const started = await Promise.all(
      ['a', 'b', 'c'].map((id) => ledger.write((tx) => tx.runs.start(runRow({ id })))),
    );
    const other = await ledger.write((tx) =>
      tx.runs.start(runRow({ id: 'other', kind: 'receipts.other' })),
    );

    assert.equal(started.filter(Boolean).length, 1);
    assert.equal(other, true);
  });

  it('opens the next once the one before has ended', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.runs.start(runRow({ id: 'a' })));
    await ledger.write((tx) => tx.runs.move('a', ['running'], { state: 'done', endedAt: 9 }));

    const started = await ledger.write((tx) => tx.runs.start(runRow({ id: 'b' })));

    const runs = await ledger.runs.list(runRow().connection, runRow().kind, 10);
    assert.equal(started, true);
    assert.deepEqual(
      runs.map(({ id }) => id),
      ['b', 'a'],
    );
  });

  it('filters what was decided by process, result, order and time', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      await tx.runs.start(runRow({ id: 'a', kind: 'ship', endedAt: 1 }));
      await tx.runs.start(runRow({ id: 'b', kind: 'complete', endedAt: 1 }));
      await tx.verdicts.put([
        verdictRow({ run: 'a', order: '1', at: 10 }),
        verdictRow({ run: 'a', order: '2', at: 20, verdict: 'failed' }),
        verdictRow({ run: 'b', order: '1', at: 30 }),
        verdictRow({ run: 'b', order: '9', at: 40, shop: 'rival' }),
      ]);
    });
    const found = async (filter: object): Promise<string[]> => {
      const all = { shop: 'baan-suan', system: 'peak', limit: 10, ...filter };
      return (await ledger.verdicts.list(all)).map(({ run, order }) => run + order);
    };

    assert.deepEqual(await found({}), ['b1', 'a2', 'a1']);
    assert.deepEqual(await found({ kind: 'ship' }), ['a2', 'a1']);
    assert.deepEqual(await found({ verdicts: ['failed'] }), ['a2']);
    assert.deepEqual(await found({ order: '1' }), ['b1', 'a1']);
    assert.deepEqual(await found({ since: 20, until: 30 }), ['a2']);
  });

  it('is walked through by order, piece by piece', async (t) => {
    const ledger = await open(t);
    const rows = ['3', '1', '2', '4'].map((order) => verdictRow({ order }));
    const other = [verdictRow({ order: '5', verdict: 'failed' }), verdictRow({ run: 'run-2' })];
    await ledger.write((tx) => tx.verdicts.put([...rows, ...other]));

    const first = await ledger.verdicts.walk('run-1', ['booked'], { limit: 3 });
    const rest = await ledger.verdicts.walk('run-1', ['booked'], { limit: 3, after: first.at(-1) });

    assert.deepEqual(
      [first, rest].map((piece) => piece.map(({ order }) => order)),
      [['1', '2', '3'], ['4']],
    );
  });

  it('names what a run decided, in the order it did', async (t) => {
    const ledger = await open(t);
    const rows = ['3', '1', '2'].map((order) => verdictRow({ order, verdict: 'failed' }));
    await ledger.write((tx) => tx.verdicts.put([...rows, verdictRow({ order: '4' })]));

    const failed = await ledger.verdicts.decided('run-1', ['failed'], 10);

    assert.deepEqual(
      failed.map(({ order }) => order),
      ['3', '1', '2'],
    );
  });
}
