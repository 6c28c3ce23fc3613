import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { OpenLedger } from '../ledger.ts';
import { actionRow, executionRow, inboxRow, operationRow } from '../../support/ledger-rows.ts';

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

export function commitContract(open: OpenLedger): void {
  it('returns what the unit returns', async (t) => {
    const ledger = await open(t);

    const answer = await ledger.write(async (tx) => tx.inbox.accept(inboxRow()));

    assert.equal(answer, true);
    assert.equal((await ledger.inbox.get('in-1'))?.event, 'event-1');
  });

  it('lets a unit read what it wrote', async (t) => {
    const ledger = await open(t);

    const seen = await ledger.write(async (tx) => {
      await tx.inbox.accept(inboxRow());
      return tx.inbox.get('in-1');
    });

    assert.equal(seen?.id, 'in-1');
  });

  it('shows nothing of a unit before it is committed', async (t) => {
    const ledger = await open(t);
    let seen: unknown = 'not read';

    await ledger.write(async (tx) => {
      await tx.inbox.accept(inboxRow());
      seen = await ledger.inbox.get('in-1');
    });

    assert.equal(seen, null);
  });

  it('leaves nothing of a unit that throws and passes its error on', async (t) => {
    const ledger = await open(t);

    const failing = ledger.write(async (tx) => {
      await tx.inbox.accept(inboxRow());
      throw new Error('changed my mind');
    });

    await assert.rejects(failing, { message: 'changed my mind' });
    assert.equal(await ledger.inbox.get('in-1'), null);
  });

  it('undoes one failing unit among 100 alone', async (t) => {
    const ledger = await open(t);

    const outcomes = await Promise.allSettled(
      range(100).map((index) =>
        ledger.write(async (tx) => {
          await tx.inbox.accept(inboxRow({ id: `in-${index}`, event: `event-${index}` }));
          if (index === 42) throw new Error('not this one');
        }),
      ),
    );

    const rows = await Promise.all(range(100).map((index) => ledger.inbox.get(`in-${index}`)));
    const rejected = outcomes.flatMap(({ status }, index) => (status === 'rejected' ? index : []));
    const absent = rows.flatMap((row, index) => (row === null ? index : []));
    assert.deepEqual(rejected, [42]);
    assert.deepEqual(absent, [42]);
  });

  it('undoes a unit that the database refuses alone', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.executions.add(executionRow()));

    const [refused, kept] = await Promise.allSettled([
      ledger.write(async (tx) => {
        await tx.inbox.accept(inboxRow());
        await tx.executions.add(executionRow());
      }),
      ledger.write((tx) => tx.actions.add([actionRow({ id: 'act-2' })])),
    ]);

    assert.deepEqual([refused.status, kept.status], ['rejected', 'fulfilled']);
    assert.equal(await ledger.inbox.get('in-1'), null);
    assert.equal((await ledger.actions.get('act-2'))?.id, 'act-2');
  });

  it('has one winner when 50 use an action at once', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.actions.add([actionRow()]));

    const won = await Promise.all(
      range(50).map((index) => ledger.write((tx) => tx.actions.use('act-1', `U${index}`, index))),
    );

    const row = await ledger.actions.get('act-1');
    assert.equal(won.filter(Boolean).length, 1);
    assert.equal(row?.usedBy, `U${won.indexOf(true)}`);
  });

  it('accepts an event that arrives 50 times at once only once', async (t) => {
    const ledger = await open(t);

    const accepted = await Promise.all(
      range(50).map((index) => ledger.write((tx) => tx.inbox.accept(inboxRow({ id: `${index}` })))),
    );

    assert.equal(accepted.filter(Boolean).length, 1);
  });

  it('begins an operation that 50 begin at once only once, and lets one of 50 send it again', async (t) => {
    const ledger = await open(t);

    const begun = await Promise.all(
      range(50).map((amount) =>
        ledger.write((tx) => tx.operations.begin(operationRow({ request: { amount } }))),
      ),
    );
    const sent = await Promise.all(
      range(50).map((at) =>
        ledger.write((tx) =>
          tx.operations.move('refund:exe-1', 'planned', { state: 'sent', sentAt: at, attempts: 1 }),
        ),
      ),
    );

    assert.equal(begun.filter((each) => each.begun).length, 1);
    assert.equal(new Set(begun.map(({ row }) => JSON.stringify(row.request))).size, 1);
    assert.equal(sent.filter(Boolean).length, 1);
    assert.equal((await ledger.operations.get('refund:exe-1'))?.sentAt, sent.indexOf(true));
  });

  it('answers when it is asked whether it works', async (t) => {
    const ledger = await open(t);

    await assert.doesNotReject(ledger.check());
  });

  it('finishes what was written before it is closed and refuses the rest', async (t) => {
    const ledger = await open(t);

    const before = ledger.write((tx) => tx.inbox.accept(inboxRow()));
    const closing = ledger.close();
    const after = ledger.write((tx) => tx.inbox.accept(inboxRow({ id: 'in-2', event: 'e-2' })));

    await assert.rejects(after, /closed/);
    assert.equal(await before, true);
    await closing;
  });
}
