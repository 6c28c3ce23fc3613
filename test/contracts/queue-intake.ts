import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Arrival } from '../../src/core/queue.ts';
import { inboxRow } from '../support/ledger-rows.ts';
import type { Open, OpenQueue } from './queue.ts';

/** The n-th event, as it arrives each time: with an id of our own that is new. */
function arrival(event: number, copy = 0): Arrival {
  const id = `in-${event}-${copy}`;
  return {
    inbox: inboxRow({ id, event: `event-${event}`, body: Buffer.from(`body ${event} ก`) }),
    job: { kind: 'read', payload: { id }, group: `talk-${event}`, priority: 0 },
  };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Starts a queue whose jobs note what they read. */
async function startReading({ queue }: OpenQueue): Promise<unknown[]> {
  const read: unknown[] = [];
  queue.work('read', async (payload) => void read.push(payload));
  await queue.start();
  return read;
}

/** What every queue does with what arrives. */
export function intakeContract(open: Open): void {
  it('stores a new event as it is and runs its job once', async (t) => {
    const house = await open(t);
    const read = await startReading(house);

    const fresh = await house.queue.intake([arrival(1)]);
    await house.queue.settled();

    const row = await house.ledger.inbox.get('in-1-0');
    assert.equal(fresh, 1);
    assert.deepEqual(read, [{ id: 'in-1-0' }]);
    assert.equal(Buffer.from(row?.body ?? []).toString(), 'body 1 ก');
    assert.equal(row?.doneAt, null);
  });

  it('leaves an event that is there alone and runs nothing for it', async (t) => {
    const house = await open(t);
    const read = await startReading(house);
    await house.queue.intake([arrival(1)]);

    const fresh = await house.queue.intake([arrival(1, 1), arrival(2)]);
    await house.queue.settled();

    assert.equal(fresh, 1);
    assert.deepEqual(read, [{ id: 'in-1-0' }, { id: 'in-2-0' }]);
    assert.equal(await house.ledger.inbox.get('in-1-1'), null);
  });

  it('takes an event that arrives 50 times at once only once', async (t) => {
    const house = await open(t);
    const read = await startReading(house);

    const fresh = await Promise.all(
      range(50).map((copy) => house.queue.intake([arrival(1, copy)])),
    );
    await house.queue.settled();

    assert.equal(
      fresh.reduce((sum, count) => sum + count, 0),
      1,
    );
    assert.equal(read.length, 1);
  });

  it('runs every job of a flood', async (t) => {
    const house = await open(t);
    const read = await startReading(house);

    const fresh = await Promise.all(
      range(300).map((event) => house.queue.intake([arrival(event)])),
    );
    await house.queue.settled();

    assert.ok(fresh.every((count) => count === 1));
    assert.equal(read.length, 300);
  });

  it('stores events while other things are written', async (t) => {
    const house = await open(t);
    const read = await startReading(house);
    const begun = Promise.withResolvers<void>();

    const writing = house.ledger.write(async (tx) => {
      begun.resolve();
      for (let reads = 0; reads < 50; reads += 1) await tx.inbox.get('in-1-0');
      return tx.inbox.accept(inboxRow({ id: 'other', event: 'other' }));
    });
    await begun.promise;
    const outcomes = await Promise.all([house.queue.intake([arrival(1)]), writing]);
    await house.queue.settled();

    assert.deepEqual(outcomes, [1, true]);
    assert.equal((await house.ledger.inbox.get('other'))?.event, 'other');
    assert.equal(read.length, 1);
  });

  it('stores nothing of what cannot be stored whole, and says so', async (t) => {
    const house = await open(t);
    await startReading(house);
    const same = { ...arrival(2), inbox: { ...arrival(2).inbox, id: 'in-1-0' } };

    await assert.rejects(house.queue.intake([arrival(1), same]));

    assert.equal(await house.ledger.inbox.get('in-1-0'), null);
    assert.equal(await house.queue.intake([arrival(1)]), 1);
  });

  it('runs after its start what arrived before', async (t) => {
    const house = await open(t);

    await house.queue.intake([arrival(1)]);
    const read = await startReading(house);
    await house.queue.settled();

    assert.equal(read.length, 1);
  });

  it('finishes what arrived before the ledger is closed and refuses the rest', async (t) => {
    const house = await open(t);

    await house.queue.intake([arrival(1)]);
    await house.ledger.close();

    await assert.rejects(house.queue.intake([arrival(2)]), /closed/);
  });
}
