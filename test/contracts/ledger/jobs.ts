import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { JobRow } from '../../../src/core/jobs.ts';
import type { Ledger } from '../../../src/core/ledger.ts';
import type { OpenLedger } from '../ledger.ts';
import { jobRow } from '../../support/ledger-rows.ts';

async function add(ledger: Ledger, ...jobs: Partial<JobRow>[]): Promise<void> {
  await ledger.write(async (tx) => {
    for (const [index, job] of jobs.entries())
      await tx.jobs.add(jobRow({ id: `job-${index + 1}`, ...job }));
  });
}

async function dueIds(ledger: Ledger, now: number, busy: string[] = [], limit = 10) {
  return (await ledger.jobs.due({ now, lane: 'main', busyGroups: busy, limit })).map(
    ({ id }) => id,
  );
}

export function jobContract(open: OpenLedger): void {
  it('lists due jobs by priority, then time, then age', async (t) => {
    const ledger = await open(t);
    await add(
      ledger,
      { runAt: 30 },
      { runAt: 20 },
      { runAt: 20 },
      { runAt: 40, priority: 0 },
      { runAt: 41, priority: 0 },
    );

    assert.deepEqual(await dueIds(ledger, 40), ['job-4', 'job-2', 'job-3', 'job-1']);
    assert.deepEqual(await dueIds(ledger, 40, [], 2), ['job-4', 'job-2']);
    assert.deepEqual(await dueIds(ledger, 19), []);
  });

  it('lists those of one lane', async (t) => {
    const ledger = await open(t);
    await add(ledger, { lane: 'long' }, {}, { lane: 'long' });
    const wanted = { now: jobRow().runAt, busyGroups: [], limit: 10 };

    const long = await ledger.jobs.due({ ...wanted, lane: 'long' });

    const ids = long.map(({ id }) => id);
    assert.deepEqual([ids, await dueIds(ledger, wanted.now)], [['job-1', 'job-3'], ['job-2']]);
  });

  it('leaves out busy groups and keeps jobs without one', async (t) => {
    const ledger = await open(t);
    await add(ledger, { group: 'a' }, { group: 'b' }, {}, { group: 'c' });

    const ids = await dueIds(ledger, jobRow().runAt, ['a', 'c']);

    assert.deepEqual(ids, ['job-2', 'job-3']);
  });

  it('gives a job back as it was added', async (t) => {
    const ledger = await open(t);
    const job = jobRow({ key: 'k', group: 'g', payload: [1, { a: 'ไทย\u0000' }] });
    await ledger.write((tx) => tx.jobs.add(job));

    assert.deepEqual(
      await ledger.jobs.due({ now: job.runAt, lane: 'main', busyGroups: [], limit: 10 }),
      [job],
    );
  });

  it('lets one of many claim a job and counts the attempt', async (t) => {
    const ledger = await open(t);
    await add(ledger, {});

    const claimed = await Promise.all(
      Array.from({ length: 20 }, () => ledger.write((tx) => tx.jobs.claim('job-1'))),
    );

    await ledger.write((tx) => tx.jobs.recover());
    const [row] = await ledger.jobs.due({
      now: jobRow().runAt,
      lane: 'main',
      busyGroups: [],
      limit: 1,
    });
    assert.equal(claimed.filter(Boolean).length, 1);
    assert.equal(row?.attempts, 1);
  });

  it('knows when the next job is due and how many there are', async (t) => {
    const ledger = await open(t);
    const nothing = await ledger.jobs.next();
    await add(ledger, { runAt: 50 }, { runAt: 40 }, { runAt: 10 }, { runAt: 20 });
    await ledger.write(async (tx) => {
      await tx.jobs.claim('job-3');
      await tx.jobs.claim('job-4');
      await tx.jobs.fail('job-4', 'no');
    });

    assert.equal(nothing, null);
    assert.equal(await ledger.jobs.next(), 40);
    assert.deepEqual(await ledger.jobs.counts(), { waiting: 2, running: 1, failed: 1 });
  });

  it('keeps one waiting job per key, at the earlier time and the more urgent priority', async (t) => {
    const ledger = await open(t);
    await add(
      ledger,
      { key: 'k', runAt: 50, payload: 'first' },
      { key: 'k', runAt: 70, priority: 0, payload: 'second' },
      { key: 'k', runAt: 60, priority: 9, payload: 'third' },
      { key: 'other', runAt: 90 },
    );

    const rows = await ledger.jobs.due({ now: 100, lane: 'main', busyGroups: [], limit: 10 });

    assert.deepEqual(
      rows.map(({ id, runAt, priority, payload }) => ({ id, runAt, priority, payload })),
      [
        { id: 'job-1', runAt: 50, priority: 0, payload: 'first' },
        { id: 'job-4', runAt: 90, priority: 5, payload: { id: 'out-1' } },
      ],
    );
  });

  it('lets a job with the key of a running one wait', async (t) => {
    const ledger = await open(t);
    await add(ledger, { key: 'k' });
    await ledger.write((tx) => tx.jobs.claim('job-1'));

    await ledger.write((tx) => tx.jobs.add(jobRow({ id: 'job-2', key: 'k' })));

    assert.deepEqual(await dueIds(ledger, jobRow().runAt), ['job-2']);
  });

  it('postpones a job with its attempts and error', async (t) => {
    const ledger = await open(t);
    await add(ledger, {});

    await ledger.write(async (tx) => {
      await tx.jobs.claim('job-1');
      await tx.jobs.postpone('job-1', { runAt: 77, attempts: 3, error: 'busy' });
    });

    assert.deepEqual(await ledger.jobs.due({ now: 77, lane: 'main', busyGroups: [], limit: 10 }), [
      jobRow({ runAt: 77, attempts: 3, error: 'busy' }),
    ]);
  });

  it('merges a postponed job into the one that waits with its key', async (t) => {
    const ledger = await open(t);
    await add(ledger, { key: 'k' });
    await ledger.write((tx) => tx.jobs.claim('job-1'));
    await ledger.write((tx) => tx.jobs.add(jobRow({ id: 'job-2', key: 'k', runAt: 90 })));

    await ledger.write((tx) =>
      tx.jobs.postpone('job-1', { runAt: 80, attempts: 1, error: 'busy' }),
    );

    const rows = await ledger.jobs.due({ now: 100, lane: 'main', busyGroups: [], limit: 10 });
    assert.deepEqual(
      rows.map(({ id, runAt }) => ({ id, runAt })),
      [{ id: 'job-2', runAt: 80 }],
    );
  });

  it('lets running jobs wait again after a crash, and merges those with a key', async (t) => {
    const ledger = await open(t);
    await add(ledger, { key: 'k', runAt: 10 }, { runAt: 20 }, { runAt: 30 });
    await ledger.write(async (tx) => {
      for (const id of ['job-1', 'job-2']) await tx.jobs.claim(id);
      await tx.jobs.add(jobRow({ id: 'job-4', key: 'k', runAt: 40 }));
    });

    const recovered = await ledger.write((tx) => tx.jobs.recover());

    assert.equal(recovered, 2);
    assert.deepEqual(await dueIds(ledger, 100), ['job-4', 'job-2', 'job-3']);
  });

  it('removes a job', async (t) => {
    const ledger = await open(t);
    await add(ledger, {});

    await ledger.write((tx) => tx.jobs.remove('job-1'));

    assert.deepEqual(await ledger.jobs.counts(), { waiting: 0, running: 0, failed: 0 });
  });
}
