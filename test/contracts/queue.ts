import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Clock } from '../../src/core/clock.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import type { Job, JobHandler, Queue } from '../../src/core/queue.ts';
import { inboxRow } from '../support/ledger-rows.ts';
import { intakeContract } from './queue-intake.ts';

export type OpenQueue = {
  queue: Queue;
  ledger: Ledger;
  clock: Clock;
  /** Lets time pass and what is due meanwhile happen. */
  pass(ms: number): Promise<void>;
};

export type Open = (t: TestContext) => Promise<OpenQueue>;

async function enqueue({ queue, ledger }: OpenQueue, ...jobs: Job[]): Promise<void> {
  await ledger.write(async (tx) => {
    for (const job of jobs) await queue.enqueue(tx, job);
  });
}

/** A handler that notes what it was given. */
function noting(done: unknown[]): JobHandler {
  return async (payload) => void done.push(payload);
}

function gate(): { opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

/** What every queue does. `open` gives one that is not started, stopped after the test. */
export function queueContract(name: string, open: Open): void {
  describe(`a queue: ${name}`, () => {
    it('runs a job as soon as its transaction is committed', async (t) => {
      const house = await open(t);
      const done: unknown[] = [];
      house.queue.work('note', noting(done));
      await house.queue.start();

      await enqueue(house, { kind: 'note', payload: { text: 'ก' } });
      await house.queue.settled();

      assert.deepEqual(done, [{ text: 'ก' }]);
    });

    it('starts nothing before the commit', async (t) => {
      const house = await open(t);
      const events: string[] = [];
      house.queue.work('note', async () => void events.push('ran'));
      await house.queue.start();

      await house.ledger.write(async (tx) => {
        await house.queue.enqueue(tx, { kind: 'note', payload: null });
        for (let read = 0; read < 50; read += 1) await tx.inbox.get('in-1');
        events.push('committing');
      });
      await house.queue.settled();

      assert.deepEqual(events, ['committing', 'ran']);
    });

    it('has no job when the transaction is undone', async (t) => {
      const house = await open(t);
      const done: unknown[] = [];
      house.queue.work('note', noting(done));
      await house.queue.start();

      const undone = house.ledger.write(async (tx) => {
        await house.queue.enqueue(tx, { kind: 'note', payload: 1 });
        throw new Error('undone');
      });
      await assert.rejects(undone);
      await house.pass(5_000);

      assert.deepEqual(done, []);
    });

    it('runs what was enqueued before it started', async (t) => {
      const house = await open(t);
      const done: unknown[] = [];
      house.queue.work('note', noting(done));
      await enqueue(house, { kind: 'note', payload: 1 });

      await house.queue.start();
      await house.queue.settled();

      assert.deepEqual(done, [1]);
    });

    it('waits with a job until it is due', async (t) => {
      const house = await open(t);
      const done: unknown[] = [];
      house.queue.work('note', noting(done));
      await house.queue.start();
      const runAt = house.clock.now().epochMilliseconds + 10_000;

      await enqueue(house, { kind: 'note', payload: 1, runAt });
      await house.pass(9_000);
      const early = [...done];
      await house.pass(2_000);

      assert.deepEqual([early, done], [[], [1]]);
    });

    it('goes on beside very many jobs that wait in the long lane', async (t) => {
      const house = await open(t);
      const [all, end, noted] = [gate(), gate(), gate()];
      let waiting = 0;
      house.queue.work('wait', async () => {
        waiting += 1;
        if (waiting === 100) all.open();
        await end.opened;
      });
      house.queue.work('note', async () => noted.open());
      await house.queue.start();
      const long = Array.from({ length: 100 }, (_, index) => `run:${index}`);

      const waits = { kind: 'wait', payload: null, lane: 'long' } as const;
      await enqueue(house, ...long.map((group) => ({ ...waits, group })));
      await all.opened;
      await enqueue(house, { kind: 'note', payload: null });
      await noted.opened;
      end.open();
      await house.queue.settled();

      assert.equal(waiting, 100);
    });

    it('keeps one waiting job per key, at the earlier time', async (t) => {
      const house = await open(t);
      const done: unknown[] = [];
      house.queue.work('note', noting(done));
      await house.queue.start();
      const now = house.clock.now().epochMilliseconds;

      const job = { kind: 'note', payload: 1, key: 'k' };
      await enqueue(house, { ...job, runAt: now + 60_000 });
      await enqueue(house, { ...job, runAt: now + 5_000 });
      await enqueue(house, { ...job, runAt: now + 30_000 });
      await house.pass(6_000);
      const soon = [...done];
      await house.pass(120_000);

      assert.deepEqual([soon, done], [[1], [1]]);
    });

    it('runs the jobs of a group one at a time, in order', async (t) => {
      const house = await open(t);
      const events: string[] = [];
      house.queue.work('step', async (payload) => {
        const step = JSON.stringify(payload);
        events.push(`${step} begins`);
        await house.ledger.write(async () => undefined);
        events.push(`${step} ends`);
      });

      await enqueue(house, ...[1, 2, 3].map((payload) => ({ kind: 'step', payload, group: 'g' })));
      await house.queue.start();
      await house.queue.settled();

      assert.deepEqual(
        events,
        [1, 2, 3].flatMap((step) => [`${step} begins`, `${step} ends`]),
      );
    });

    it('runs different groups side by side', async (t) => {
      const house = await open(t);
      const both = Promise.withResolvers<void>();
      let begun = 0;
      house.queue.work('meet', async () => {
        begun += 1;
        if (begun === 2) both.resolve();
        await both.promise;
      });
      await house.queue.start();

      await enqueue(
        house,
        { kind: 'meet', payload: null, group: 'a' },
        { kind: 'meet', payload: null, group: 'b' },
      );
      await house.queue.settled();

      assert.equal(begun, 2);
    });

    it('writes what a job leaves behind together with its end', async (t) => {
      const house = await open(t);
      let runs = 0;
      house.queue.work('accept', async () => {
        runs += 1;
        return {
          write: async (tx) => {
            await tx.inbox.accept(inboxRow({ id: `in-${runs}`, event: `event-${runs}` }));
            if (runs === 1) throw new Error('not now');
          },
        };
      });
      await house.queue.start();

      await enqueue(house, { kind: 'accept', payload: null });
      await house.queue.settled();
      await house.pass(10_000);

      assert.equal(runs, 2);
      assert.equal(await house.ledger.inbox.get('in-1'), null);
      assert.equal((await house.ledger.inbox.get('in-2'))?.doneAt, null);
    });

    it('runs jobs that a job enqueues', async (t) => {
      const house = await open(t);
      const done: unknown[] = [];
      house.queue.work('note', noting(done));
      house.queue.work('first', async () => ({
        write: (tx) => house.queue.enqueue(tx, { kind: 'note', payload: 'second' }),
      }));
      await house.queue.start();

      await enqueue(house, { kind: 'first', payload: null });
      await house.queue.settled();

      assert.deepEqual(done, ['second']);
    });

    it('runs a job again when it says so, with no attempt counted', async (t) => {
      const house = await open(t);
      const attempts: number[] = [];
      house.queue.work('poll', async (_payload, { attempt }) => {
        attempts.push(attempt);
        const soon = house.clock.now().epochMilliseconds + 1_000;
        return attempts.length < 15 ? { again: soon } : {};
      });
      await house.queue.start();

      await enqueue(house, { kind: 'poll', payload: null });
      await house.pass(30_000);

      assert.deepEqual(
        attempts,
        Array.from({ length: 15 }, () => 1),
      );
    });

    it('tries a job again when its handler throws, and says which attempt it is', async (t) => {
      const house = await open(t);
      const attempts: number[] = [];
      house.queue.work('flaky', async (_payload, { attempt }) => {
        attempts.push(attempt);
        if (attempt < 3) throw new Error('not yet');
      });
      await house.queue.start();

      await enqueue(house, { kind: 'flaky', payload: null });
      await house.pass(10_000);

      assert.deepEqual(attempts, [1, 2, 3]);
    });

    it('ends what runs before it stops, and begins nothing new', async (t) => {
      const house = await open(t);
      const events: string[] = [];
      const begun = Promise.withResolvers<void>();
      const gate = Promise.withResolvers<void>();
      house.queue.work('slow', async () => {
        begun.resolve();
        await gate.promise;
        events.push('ended');
      });
      house.queue.work('note', async () => void events.push('new'));
      await house.queue.start();
      await enqueue(house, { kind: 'slow', payload: null });
      await begun.promise;

      const stopping = house.queue.stop().then(() => events.push('stopped'));
      await enqueue(house, { kind: 'note', payload: null });
      gate.resolve();
      await stopping;

      assert.deepEqual(events, ['ended', 'stopped']);
    });

    describe('intake', () => intakeContract(open));
  });
}
