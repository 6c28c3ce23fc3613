import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { OpenLedger } from '../ledger.ts';
import { actionRow, dialogRow, executionRow } from '../../support/ledger-rows.ts';

export function requestContract(open: OpenLedger): void {
  it('gives buttons back as they were added', async (t) => {
    const ledger = await open(t);
    const leave = actionRow({ id: 'act-2', kind: 'leave', of: 'act-1', said: { raw: 'เลิก' } });

    await ledger.write((tx) => tx.actions.add([actionRow(), leave]));

    assert.deepEqual(await ledger.actions.get('act-1'), actionRow());
    assert.deepEqual(await ledger.actions.get('act-2'), leave);
    assert.equal(await ledger.actions.get('act-3'), null);
  });

  it('lets nobody use a button that is not there', async (t) => {
    const ledger = await open(t);

    const used = await ledger.write((tx) => tx.actions.use('act-1', 'U1', 1));

    assert.equal(used, false);
  });

  it('ends an execution once', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.executions.add(executionRow()));

    const ended = await Promise.all(
      [7, 8].map((at) => ledger.write((tx) => tx.executions.end('exe-1', at))),
    );

    assert.equal(ended.filter(Boolean).length, 1);
    assert.deepEqual(
      await ledger.executions.get('exe-1'),
      executionRow({ endedAt: ended[0] === true ? 7 : 8 }),
    );
  });

  it('names the executions of a shop and command that are not over', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      await tx.executions.add(executionRow());
      await tx.executions.add(executionRow({ id: 'exe-2' }));
      await tx.executions.add(executionRow({ id: 'exe-3', command: 'capture' }));
      await tx.executions.add(executionRow({ id: 'exe-4', shop: 'rival' }));
      await tx.executions.end('exe-2', 7);
    });

    const { shop, command } = executionRow();

    assert.deepEqual(await ledger.executions.open(shop, command), [executionRow()]);
  });

  it('keeps one dialog per key, the latest', async (t) => {
    const ledger = await open(t);
    const later = dialogRow({ shop: 'baan-suan', input: {}, asking: 'amount' });
    await ledger.write((tx) => tx.dialogs.put(dialogRow()));

    await ledger.write((tx) => tx.dialogs.put(later));

    assert.deepEqual(await ledger.dialogs.get('C1:U1'), later);
  });

  it('removes a dialog, there or not', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.dialogs.put(dialogRow()));

    await ledger.write((tx) => tx.dialogs.remove('C1:U1'));
    await ledger.write((tx) => tx.dialogs.remove('C1:U1'));

    assert.equal(await ledger.dialogs.get('C1:U1'), null);
  });
}
