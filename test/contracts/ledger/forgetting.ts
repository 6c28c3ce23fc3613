import assert from 'node:assert/strict';
import { it } from 'node:test';
import { alertRow } from '../../support/alert-row.ts';
import { approvalRow } from '../../support/approval-rows.ts';
import {
  actionRow,
  dialogRow,
  executionRow,
  operationRow,
  outboxRow,
} from '../../support/ledger-rows.ts';
import type { OpenLedger } from '../ledger.ts';

const OLD = 1_000;
const BEFORE = 2_000;

export function forgettingContract(open: OpenLedger): void {
  it('deletes buttons and dialogs that expired before then', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      await tx.actions.add([actionRow({ id: 'old', expiresAt: OLD }), actionRow({ id: 'new' })]);
      await tx.dialogs.put(dialogRow({ key: 'old', expiresAt: OLD }));
      await tx.dialogs.put(dialogRow({ key: 'new' }));
    });

    const gone = await ledger.write(async (tx) => [
      await tx.actions.expire(BEFORE),
      await tx.dialogs.expire(BEFORE),
    ]);

    assert.deepEqual(gone, [1, 1]);
    assert.equal((await ledger.actions.get('new'))?.id, 'new');
    assert.equal((await ledger.dialogs.get('new'))?.key, 'new');
  });

  it('blanks what was asked for in requests that ended before then, once, and in no others', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      for (const id of ['old', 'open']) await tx.executions.add(executionRow({ id }));
      await tx.executions.end('old', OLD);
      await tx.operations.begin(operationRow({ key: 'old', state: 'done', endedAt: OLD }));
      await tx.operations.begin(operationRow({ key: 'open' }));
    });
    const forget = () =>
      ledger.write(async (tx) => [
        await tx.executions.forget(BEFORE),
        await tx.operations.forget(BEFORE),
      ]);

    const counts = [await forget(), await forget()];

    assert.deepEqual(counts, [
      [1, 1],
      [0, 0],
    ]);
    const { input, plan } = (await ledger.executions.get('old')) ?? {};
    assert.deepEqual([input, plan], [{}, null]);
    assert.equal((await ledger.operations.get('old'))?.request, null);
    assert.deepEqual(await ledger.executions.get('open'), executionRow({ id: 'open' }));
    assert.deepEqual(await ledger.operations.get('open'), operationRow({ key: 'open' }));
  });

  it('keeps how a request for approval ended and forgets its words', async (t) => {
    const ledger = await open(t);
    const decided = approvalRow({ state: 'rejected', decidedAt: OLD, why: 'ของแตก' });
    await ledger.write(async (tx) => {
      await tx.approvals.add(decided);
      await tx.approvals.add(approvalRow({ id: 'app-2', number: 2 }));
    });

    const forgotten = await ledger.write((tx) => tx.approvals.forget(BEFORE));

    assert.equal(forgotten, 1);
    const row = await ledger.approvals.get('app-1');
    assert.doesNotMatch(JSON.stringify(row), /ของแตก/);
    assert.deepEqual([row?.state, row?.hash], ['rejected', decided.hash]);
    assert.deepEqual(await ledger.approvals.get('app-2'), approvalRow({ id: 'app-2', number: 2 }));
  });

  it('deletes old messages but for those that wait and the cards of what is open', async (t) => {
    const ledger = await open(t);
    const cards = [
      { id: 'answer', state: 'sent' },
      { id: 'waits', state: 'held' },
      { id: 'card-open', state: 'sent', about: 'alert:open' },
      { id: 'reminder-open', state: 'sent', about: 'reminder:open' },
      { id: 'card-ended', state: 'sent', about: 'alert:ended' },
      { id: 'asked', state: 'sent', about: 'approval:app-1' },
    ] as const;
    await ledger.write(async (tx) => {
      await tx.alerts.add(alertRow({ id: 'open' }));
      const ended = { id: 'ended', number: 2, cause: 'chrg_2', state: 'resolved' } as const;
      await tx.alerts.add(alertRow(ended));
      await tx.approvals.add(approvalRow());
      for (const card of cards)
        await tx.outbox.add(outboxRow({ ...card, key: card.id, createdAt: OLD }));
      await tx.outbox.add(outboxRow({ id: 'young', key: 'young', state: 'sent' }));
    });

    const gone = await ledger.write((tx) => tx.outbox.expire(BEFORE));

    assert.equal(gone, 2);
    const left = await Promise.all(cards.map(({ id }) => ledger.outbox.get(id)));
    assert.deepEqual(
      left.flatMap((row) => row?.id ?? []),
      ['waits', 'card-open', 'reminder-open', 'asked'],
    );
  });
}
