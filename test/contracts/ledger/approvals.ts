import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { OpenLedger } from '../ledger.ts';
import { approvalRow } from '../../support/approval-rows.ts';

export function approvalContract(open: OpenLedger): void {
  it('gives a request back as it was added, by id and by number', async (t) => {
    const ledger = await open(t);
    const rule = approvalRow({
      id: 'app-2',
      number: 2,
      stake: null,
      over: { per: 'rule', waits: true },
    });

    await ledger.write(async (tx) => {
      await tx.approvals.add(approvalRow());
      await tx.approvals.add(rule);
    });

    assert.deepEqual(await ledger.approvals.get('app-1'), approvalRow());
    assert.deepEqual(await ledger.approvals.byNumber('baan-suan', 2), rule);
    assert.equal(await ledger.approvals.byNumber('rival', 2), null);
    assert.equal(await ledger.approvals.get('app-3'), null);
  });

  it('takes one request once', async (t) => {
    const ledger = await open(t);

    const first = await ledger.write((tx) => tx.approvals.add(approvalRow()));
    const second = await ledger.write((tx) => tx.approvals.add(approvalRow({ number: 9 })));

    assert.deepEqual([first, second], [true, false]);
    assert.equal((await ledger.approvals.get('app-1'))?.number, 1);
  });

  it('lists those of some shops in some states, newest first', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      await tx.approvals.add(approvalRow());
      await tx.approvals.add(approvalRow({ id: 'app-2', number: 2, state: 'expired' }));
      await tx.approvals.add(approvalRow({ id: 'app-3', number: 3 }));
      await tx.approvals.add(approvalRow({ id: 'app-4', number: 1, shop: 'rival' }));
    });

    const pending = await ledger.approvals.list(['baan-suan'], ['pending'], 10);
    const newest = await ledger.approvals.list(['baan-suan', 'rival'], ['pending', 'expired'], 1);

    assert.deepEqual(
      pending.map(({ id }) => id),
      ['app-3', 'app-1'],
    );
    assert.deepEqual(
      newest.map(({ id }) => id),
      ['app-4'],
    );
    assert.deepEqual(await ledger.approvals.list([], ['pending'], 10), []);
  });

  it('is decided by one of two who do so at once, and its version grows once', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.approvals.add(approvalRow()));

    const won = await Promise.all(
      ['nok', 'lek'].map((decidedBy) =>
        ledger.write((tx) =>
          tx.approvals.decide('app-1', 'pending', { state: 'approved', decidedBy, decidedAt: 7 }),
        ),
      ),
    );

    const decidedBy = won[0] === true ? 'nok' : 'lek';
    assert.equal(won.filter(Boolean).length, 1);
    assert.deepEqual(
      await ledger.approvals.get('app-1'),
      approvalRow({ state: 'approved', decidedBy, decidedAt: 7, version: 2 }),
    );
  });
}
