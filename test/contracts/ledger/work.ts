import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { OpenLedger } from '../ledger.ts';
import { operationRow, runRow, verdictRow } from '../../support/ledger-rows.ts';

export function workContract(open: OpenLedger): void {
  it('returns the operation that is there when its key is begun again', async (t) => {
    const ledger = await open(t);
    const first = await ledger.write((tx) => tx.operations.begin(operationRow()));

    const second = await ledger.write((tx) =>
      tx.operations.begin(operationRow({ request: { amount: 1 } })),
    );

    assert.deepEqual(first, { begun: true, row: operationRow() });
    assert.deepEqual(second, { begun: false, row: operationRow() });
  });

  it('names the operations of a shop that are neither done nor failed', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      await tx.operations.begin(operationRow());
      await tx.operations.begin(operationRow({ key: 'over' }));
      await tx.operations.begin(operationRow({ key: 'rival', shop: 'rival' }));
      await tx.operations.move('over', operationRow().state, { state: 'done', endedAt: 9 });
    });

    assert.deepEqual(await ledger.operations.open(operationRow().shop), [operationRow()]);
  });

  it('moves an operation only from the state it is in', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.operations.begin(operationRow()));
    const failure = { code: 'failed_refund', words: 'no' };

    const early = await ledger.write((tx) =>
      tx.operations.move('refund:exe-1', 'sent', { state: 'done' }),
    );
    const failed = await ledger.write((tx) =>
      tx.operations.move('refund:exe-1', 'planned', { state: 'failed', failure, endedAt: 9 }),
    );

    assert.deepEqual([early, failed], [false, true]);
    assert.deepEqual(
      await ledger.operations.get('refund:exe-1'),
      operationRow({ state: 'failed', failure, endedAt: 9 }),
    );
  });

  it('lists what was done to a subject, newest first, even within a millisecond', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      for (const key of ['b', 'a', 'c']) await tx.operations.begin(operationRow({ key }));
      await tx.operations.begin(operationRow({ key: 'other', subject: 'chrg_test_2' }));
      await tx.operations.begin(operationRow({ key: 'rival', shop: 'rival' }));
    });

    const all = await ledger.operations.bySubject('baan-suan', 'chrg_test_1', 10);
    const newest = await ledger.operations.bySubject('baan-suan', 'chrg_test_1', 1);

    assert.deepEqual(
      all.map(({ key }) => key),
      ['c', 'a', 'b'],
    );
    assert.deepEqual(newest, [operationRow({ key: 'c' })]);
  });

  it('moves a run with its cursor', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.runs.start(runRow()));

    const moved = await ledger.write((tx) =>
      tx.runs.move('run-1', ['running'], { cursor: { page: 3 }, state: 'paused' }),
    );
    const late = await ledger.write((tx) =>
      tx.runs.move('run-1', ['running', 'stopped'], { state: 'done' }),
    );

    assert.deepEqual([moved, late], [true, false]);
    assert.deepEqual(
      await ledger.runs.get('run-1'),
      runRow({ cursor: { page: 3 }, state: 'paused', version: 2 }),
    );
  });

  it('keeps one verdict per order and run, the last', async (t) => {
    const ledger = await open(t);
    const held = verdictRow({ verdict: 'held', reason: 'no-stock', detail: { sku: 'A' }, at: 2 });
    await ledger.write((tx) => tx.verdicts.put([verdictRow({ at: 1 }), held]));

    const rows = await ledger.verdicts.of('baan-suan', 'peak', '0001', 10);

    assert.deepEqual(rows, [held]);
  });

  it('lists verdicts of an order newest first', async (t) => {
    const ledger = await open(t);
    const rows = ['run-1', 'run-2', 'run-3'].map((run, index) => verdictRow({ run, at: index }));
    await ledger.write((tx) =>
      tx.verdicts.put([...rows, verdictRow({ order: '1' }), verdictRow({ system: 'cnv' })]),
    );

    const found = await ledger.verdicts.of('baan-suan', 'peak', '0001', 2);

    assert.deepEqual(
      found.map(({ run }) => run),
      ['run-3', 'run-2'],
    );
  });

  it('counts the verdicts of a run', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) =>
      tx.verdicts.put([
        verdictRow({ order: '1' }),
        verdictRow({ order: '2' }),
        verdictRow({ order: '3', verdict: 'failed' }),
        verdictRow({ order: '4', run: 'run-2' }),
      ]),
    );

    assert.deepEqual(await ledger.verdicts.counts('run-1'), {
      booked: 2,
      skipped: 0,
      held: 0,
      failed: 1,
    });
  });

  it('counts them by reason', async (t) => {
    const ledger = await open(t);
    const short = { verdict: 'held', reason: 'short' } as const;
    await ledger.write((tx) =>
      tx.verdicts.put([
        verdictRow({ order: '1', ...short }),
        verdictRow({ order: '2', ...short }),
        verdictRow({ order: '3', verdict: 'failed', reason: 'away' }),
        verdictRow({ order: '4', run: 'run-2', ...short }),
      ]),
    );

    assert.deepEqual(await ledger.verdicts.tally('run-1'), [
      { verdict: 'failed', reason: 'away', count: 1 },
      { verdict: 'held', reason: 'short', count: 2 },
    ]);
  });
}
