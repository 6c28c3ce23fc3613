import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { OpenLedger } from '../ledger.ts';
import { inboxRow, outboxRow } from '../../support/ledger-rows.ts';

export function messageContract(open: OpenLedger): void {
  it('keeps bodies byte for byte, NUL and broken UTF-8 included', async (t) => {
    const ledger = await open(t);
    const body = Uint8Array.from({ length: 512 }, (_, index) => index % 256);

    await ledger.write((tx) => tx.inbox.accept(inboxRow({ body })));

    const row = await ledger.inbox.get('in-1');
    assert.deepEqual(Buffer.from(row?.body ?? []), Buffer.from(body));
  });

  it('tells events apart by source, account and event', async (t) => {
    const ledger = await open(t);
    const rows = [
      inboxRow(),
      inboxRow({ id: 'in-2', source: 'opn' }),
      inboxRow({ id: 'in-3', account: 'U9' }),
      inboxRow({ id: 'in-4', event: 'event-2' }),
      inboxRow({ id: 'in-5' }),
    ];

    const accepted = await ledger.write(async (tx) => {
      const answers: boolean[] = [];
      for (const row of rows) answers.push(await tx.inbox.accept(row));
      return answers;
    });

    assert.deepEqual(accepted, [true, true, true, true, false]);
  });

  it('marks an event as done', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.inbox.accept(inboxRow()));

    await ledger.write((tx) => tx.inbox.done('in-1', 1234));

    assert.deepEqual(await ledger.inbox.get('in-1'), {
      ...inboxRow(),
      body: Uint8Array.from(inboxRow().body),
      doneAt: 1234,
    });
  });

  it('forgets an unsent message and still knows its event', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      await tx.inbox.accept(inboxRow({ ref: 'm-1' }));
      await tx.inbox.accept(inboxRow({ id: 'in-2', event: 'event-2', ref: 'm-2' }));
      await tx.inbox.accept(inboxRow({ id: 'in-3', account: 'U9', ref: 'm-1' }));
    });

    const forgotten = await ledger.write((tx) => tx.inbox.forget('line', 'U0', 'm-1'));

    const again = await ledger.write((tx) => tx.inbox.accept(inboxRow({ id: 'in-4' })));
    const rows = await Promise.all(['in-1', 'in-2', 'in-3'].map((id) => ledger.inbox.get(id)));
    assert.equal(forgotten, 1);
    assert.equal(again, false);
    assert.deepEqual(
      rows.map((row) => row?.body.length),
      [0, 2, 2],
    );
  });

  it('forgets old bodies of events that were dealt with, and only those', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      await tx.inbox.accept(inboxRow({ receivedAt: 100 }));
      await tx.inbox.accept(inboxRow({ id: 'in-2', event: 'event-2', receivedAt: 100 }));
      await tx.inbox.accept(inboxRow({ id: 'in-3', event: 'event-3', receivedAt: 200 }));
      await tx.inbox.done('in-1', 150);
      await tx.inbox.done('in-3', 250);
    });

    const first = await ledger.write((tx) => tx.inbox.expire(200));
    const second = await ledger.write((tx) => tx.inbox.expire(200));

    const rows = await Promise.all(['in-1', 'in-2', 'in-3'].map((id) => ledger.inbox.get(id)));
    assert.deepEqual([first, second], [1, 0]);
    assert.deepEqual(
      rows.map((row) => row?.body.length),
      [0, 2, 2],
    );
  });

  it('answers one cause once', async (t) => {
    const ledger = await open(t);

    const first = await ledger.write((tx) => tx.outbox.add(outboxRow()));
    const second = await ledger.write((tx) => tx.outbox.add(outboxRow({ id: 'out-2' })));

    assert.deepEqual([first, second], [true, false]);
    assert.equal(await ledger.outbox.get('out-2'), null);
  });

  it('gives a message back as it was put', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.outbox.add(outboxRow()));

    assert.deepEqual(await ledger.outbox.get('out-1'), outboxRow());
    assert.deepEqual(await ledger.outbox.byKey('answer:event-1'), outboxRow());
    assert.equal(await ledger.outbox.byKey('answer:event-2'), null);
  });

  it('changes a message only from the states named', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.outbox.add(outboxRow()));
    const { reply: _, ...address } = outboxRow().address;

    const sending = await ledger.write((tx) =>
      tx.outbox.update('out-1', ['waiting'], { state: 'sending', firstAttemptAt: 5, address }),
    );
    const again = await ledger.write((tx) =>
      tx.outbox.update('out-1', ['waiting', 'failed'], { state: 'sent' }),
    );

    assert.deepEqual([sending, again], [true, false]);
    assert.deepEqual(
      await ledger.outbox.get('out-1'),
      outboxRow({ state: 'sending', firstAttemptAt: 5, address }),
    );
  });
}
