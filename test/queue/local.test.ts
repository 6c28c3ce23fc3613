import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { UpstreamError } from '../../src/core/errors.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import { createLocalQueue } from '../../src/queue/local.ts';
import { type OpenQueue, queueContract } from '../contracts/queue.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { jobRow } from '../support/ledger-rows.ts';
import { recordingLog } from '../support/log.ts';
import { openTestLedger } from '../support/open-ledger.ts';

type Options = { concurrency?: number; wrap?: (ledger: Ledger) => Ledger };

async function openQueue(
  t: TestContext,
  { wrap = (ledger) => ledger, ...options }: Options = {},
): Promise<OpenQueue & { clock: FakeClock; lines: string[]; started: number }> {
  const clock = createFakeClock();
  const { log, lines } = recordingLog();
  const ledger = await openTestLedger(t);
  const queue = createLocalQueue({ ledger: wrap(ledger), clock, log, ...options });
  t.after(() => queue.stop());
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1_000) {
      await clock.advance(1_000);
      await queue.settled();
    }
  }
  return { queue, ledger, clock, pass, lines, started: clock.now().epochMilliseconds };
}

queueContract('in the process', openQueue);

describe('the local queue', () => {
  it('waits longer after every failure, then gives up with the reason', async (t) => {
    const { queue, ledger, clock, pass, lines, started } = await openQueue(t);
    const times: number[] = [];
    const last: boolean[] = [];
    queue.work('fail', async (_payload, { lastAttempt }) => {
      times.push((clock.now().epochMilliseconds - started) / 1_000);
      last.push(lastAttempt);
      throw new Error('no luck');
    });
    await queue.start();

    await ledger.write((tx) => queue.enqueue(tx, { kind: 'fail', payload: null }));
    await queue.settled();
    await pass(1_200_000);

    const waits = times.map((time, index) => time - (times[index - 1] ?? 0));
    assert.deepEqual(waits, [0, 1, 2, 4, 8, 16, 32, 64, 128, 256]);
    assert.deepEqual(last.indexOf(true), 9);
    assert.deepEqual(await ledger.jobs.counts(), { waiting: 0, running: 0, failed: 1 });
    const givenUp = lines.filter((line) => line.includes('job given up'));
    assert.equal(givenUp.length, 1);
    assert.match(givenUp[0] ?? '', /no luck/);
  });

  it('waits as long as a remote system asks', async (t) => {
    const { queue, ledger, clock, pass, started } = await openQueue(t);
    const times: number[] = [];
    queue.work('call', async () => {
      times.push((clock.now().epochMilliseconds - started) / 1_000);
      if (times.length === 1)
        throw new UpstreamError('opn', { effect: 'none', code: '429', retryAfter: 45_000 });
    });
    await queue.start();

    await ledger.write((tx) => queue.enqueue(tx, { kind: 'call', payload: null }));
    await queue.settled();
    await pass(60_000);

    assert.deepEqual(times, [0, 45]);
  });

  it('runs again after a crash what was running', async (t) => {
    const { queue, ledger, lines } = await openQueue(t);
    const attempts: number[] = [];
    await ledger.write(async (tx) => {
      await tx.jobs.add(jobRow({ kind: 'cut-off' }));
      await tx.jobs.claim('job-1');
    });
    queue.work('cut-off', async (_payload, { attempt }) => void attempts.push(attempt));

    await queue.start();
    await queue.settled();

    assert.deepEqual(attempts, [2]);
    assert.ok(lines.some((line) => line.includes('interrupted jobs wait again')));
  });

  it('gives up a job that keeps ending the process', async (t) => {
    const { queue, ledger } = await openQueue(t);
    let runs = 0;
    await ledger.write((tx) => tx.jobs.add(jobRow({ kind: 'poison', attempts: 20 })));
    queue.work('poison', async () => void (runs += 1));

    await queue.start();
    await queue.settled();

    assert.equal(runs, 0);
    assert.equal((await ledger.jobs.counts()).failed, 1);
  });

  it('tries a job of an unknown kind again later', async (t) => {
    const { queue, ledger, lines } = await openQueue(t);
    await queue.start();

    await ledger.write((tx) => queue.enqueue(tx, { kind: 'future', payload: null }));
    await queue.settled();

    assert.deepEqual(await ledger.jobs.counts(), { waiting: 1, running: 0, failed: 0 });
    assert.ok(lines.some((line) => line.includes('Nothing works on jobs of the kind')));
  });

  it('lets the more urgent go first', async (t) => {
    const { queue, ledger } = await openQueue(t, { concurrency: 1 });
    const done: unknown[] = [];
    queue.work('note', async (payload) => void done.push(payload));
    await ledger.write(async (tx) => {
      await queue.enqueue(tx, { kind: 'note', payload: 'usual' });
      await queue.enqueue(tx, { kind: 'note', payload: 'late', priority: 9 });
      await queue.enqueue(tx, { kind: 'note', payload: 'tap', priority: 0 });
    });

    await queue.start();
    await queue.settled();

    assert.deepEqual(done, ['tap', 'usual', 'late']);
  });

  it('runs no more at once than it may', async (t) => {
    const { queue, ledger } = await openQueue(t, { concurrency: 3 });
    let running = 0;
    let most = 0;
    queue.work('count', async () => {
      running += 1;
      most = Math.max(most, running);
      await ledger.write(async () => undefined);
      running -= 1;
    });
    await ledger.write(async (tx) => {
      for (let count = 0; count < 20; count += 1)
        await queue.enqueue(tx, { kind: 'count', payload: null });
    });

    await queue.start();
    await queue.settled();

    assert.equal(most, 3);
    assert.deepEqual(await ledger.jobs.counts(), { waiting: 0, running: 0, failed: 0 });
  });

  it('keeps other groups going beside a flood in one', async (t) => {
    const { queue, ledger } = await openQueue(t, { concurrency: 2 });
    const done: unknown[] = [];
    queue.work('note', async (payload) => {
      await ledger.write(async () => undefined);
      done.push(payload);
    });
    await ledger.write(async (tx) => {
      for (let count = 0; count < 50; count += 1)
        await queue.enqueue(tx, { kind: 'note', payload: count, group: 'flood' });
      await queue.enqueue(tx, { kind: 'note', payload: 'other', group: 'other' });
    });

    await queue.start();
    await queue.settled();

    assert.ok(done.indexOf('other') < 3);
    assert.deepEqual(
      done.filter((payload) => payload !== 'other'),
      Array.from({ length: 50 }, (_, index) => index),
    );
  });

  it('ends a job once the ledger takes writes again', async (t) => {
    let broken = false;
    const wrap = (ledger: Ledger): Ledger => ({
      ...ledger,
      write: (work) => (broken ? Promise.reject(new Error('disk full')) : ledger.write(work)),
    });
    const { queue, ledger, clock, pass, lines } = await openQueue(t, { wrap });
    let runs = 0;
    const ran = Promise.withResolvers<void>();
    queue.work('once', async () => {
      runs += 1;
      broken = runs === 1;
      ran.resolve();
    });
    await queue.start();
    await ledger.write((tx) => queue.enqueue(tx, { kind: 'once', payload: null }));
    await ran.promise;

    await clock.advance(3_000);
    broken = false;
    await clock.advance(1_000);
    await pass(5_000);

    assert.equal(runs, 2);
    assert.deepEqual(await ledger.jobs.counts(), { waiting: 0, running: 0, failed: 0 });
    assert.ok(lines.some((line) => line.includes('disk full')));
  });
});
