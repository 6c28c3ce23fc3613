import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Kysely } from 'kysely';
import { z } from 'zod';
import { UpstreamError } from '../../src/core/errors.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import { openPostgresLedger } from '../../src/ledger/open-postgres.ts';
import { transactionOf } from '../../src/ledger/transactions.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { connectPostgres } from '../../src/lib/postgres.ts';
import { openPgBossQueue, type PgBossQueue } from '../../src/queue/pg-boss.ts';
import { type OpenQueue, queueContract } from '../contracts/queue.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';
import { inboxRow } from '../support/ledger-rows.ts';
import { recordingLog } from '../support/log.ts';
import { emptyDatabase, query, shareTime } from '../support/postgres.ts';

type Opened = OpenQueue & { queue: PgBossQueue; clock: FakeClock; lines: string[]; url: string };
type Options = {
  url?: string;
  clock?: FakeClock;
  concurrency?: number;
  wrap?: (ledger: Ledger) => Ledger;
};

/** A queue; given the `url` and `clock` of another one, a second process beside it. */
async function openQueue(t: TestContext, options: Options = {}): Promise<Opened> {
  const { wrap = (ledger) => ledger, concurrency = 8 } = options;
  const url = options.url ?? (await emptyDatabase());
  const { log, lines } = recordingLog();
  const fake = options.clock ?? createFakeClock();
  const postgres = await connectPostgres({ url, size: 10, log });
  const ledger = await openPostgresLedger({ postgres, log });
  const db = new Kysely<unknown>({ dialect: postgres.dialect });
  const parts = { url, db, ledger: wrap(ledger), transactionOf, clock: fake, log, concurrency };
  const queue = await openPgBossQueue(parts);
  t.after(async () => {
    await queue.stop();
    await postgres.close();
  });
  const clock = options.clock ?? (await shareTime(t, url, fake));
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1_000) {
      await clock.advance(1_000);
      await queue.settled();
    }
  }
  return { queue, ledger, clock, pass, lines, url };
}

async function openTwo(t: TestContext): Promise<[Opened, Opened]> {
  const one = await openQueue(t);
  return [one, await openQueue(t, { url: one.url, clock: one.clock })];
}

/** Waits for something another process does. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 2_000; looks += 1) {
    if (await condition()) return;
    await systemClock.sleep(2);
  }
  throw new Error('waited in vain');
}

describe('on PostgreSQL', () => {
  queueContract('pg-boss', openQueue);

  describe('the queue of several processes', () => {
    it('runs each job once and never two of a group at once', async (t) => {
      const both = await openTwo(t);
      const [one, two] = both;
      const running = new Set<string>();
      const done: string[] = [];
      const overlaps: string[] = [];
      for (const { queue, ledger } of both) {
        queue.work('step', async (payload) => {
          const [group = '', step = ''] = z.string().parse(payload).split('-');
          if (running.has(group)) overlaps.push(`${group}-${step}`);
          running.add(group);
          await ledger.write(async () => undefined);
          running.delete(group);
          done.push(`${group}-${step}`);
        });
      }
      const groups = ['a', 'b', 'c', 'd'];
      const steps = Array.from({ length: 25 }, (_, step) => step);
      await one.ledger.write(async (tx) => {
        for (const step of steps)
          for (const group of groups)
            await one.queue.enqueue(tx, { kind: 'step', payload: `${group}-${step}`, group });
      });

      await Promise.all(both.map(({ queue }) => queue.start()));
      await until(() => done.length >= 100);
      await Promise.all([one.queue.settled(), two.queue.settled()]);

      assert.deepEqual(overlaps, []);
      for (const group of groups) {
        const mine = done.filter((name) => name.startsWith(`${group}-`));
        assert.deepEqual(
          mine,
          steps.map((step) => `${group}-${step}`),
        );
      }
      assert.deepEqual(await one.queue.counts(), { waiting: 0, running: 0, failed: 0 });
    });

    it('keeps one waiting job per key when all enqueue it at once, at the earliest time', async (t) => {
      const [one, two] = await openTwo(t);
      const now = one.clock.now().epochMilliseconds;

      await Promise.all(
        Array.from({ length: 50 }, (_, index) => {
          const { ledger, queue } = index % 2 === 0 ? one : two;
          const runAt = now + 60_000 + ((index * 7) % 50) * 1_000;
          const priority = index === 30 ? 0 : 5;
          return ledger.write((tx) =>
            queue.enqueue(tx, { kind: 'note', payload: index, key: 'k', runAt, priority }),
          );
        }),
      );

      const jobs = await query(
        one.url,
        `select priority, extract(epoch from start_after - pgboss.job_now())::int as seconds
         from pgboss.job where name = 'tenban'`,
      );
      assert.deepEqual(jobs, [{ priority: 0, seconds: 60 }]);
    });

    it('lets a job see what was written by whoever enqueued it again while it was due', async (t) => {
      const [one, two] = await openTwo(t);
      const seen: boolean[] = [];
      for (const { queue, ledger } of [one, two])
        queue.work('look', async () => void seen.push((await ledger.inbox.get('in-1')) !== null));
      const job = { kind: 'look', payload: null, key: 'k' };
      await one.ledger.write((tx) => one.queue.enqueue(tx, job));

      await one.ledger.write(async (tx) => {
        await tx.inbox.accept(inboxRow());
        await one.queue.enqueue(tx, job);
        await two.queue.start();
        await two.queue.settled();
      });
      await until(() => seen.length > 0);
      await two.queue.settled();

      assert.deepEqual(seen, [true]);
    });

    it('hands a job to another process when its own has no room', async (t) => {
      const one = await openQueue(t, { concurrency: 1 });
      const two = await openQueue(t, { url: one.url, clock: one.clock });
      const gate = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      const done: string[] = [];
      one.queue.work('slow', async () => {
        begun.resolve();
        await gate.promise;
      });
      two.queue.work('note', async () => void done.push('by two'));
      await one.queue.start();
      await one.ledger.write((tx) => one.queue.enqueue(tx, { kind: 'slow', payload: null }));
      await begun.promise;
      await two.queue.start();
      await two.queue.settled();

      await one.ledger.write((tx) => one.queue.enqueue(tx, { kind: 'note', payload: null }));
      await until(() => done.length > 0);
      gate.resolve();

      assert.deepEqual(done, ['by two']);
    });

    it('takes up what a dead process left, and keeps nothing of it when that was alive after all', async (t) => {
      const lost: Opened = await openQueue(t);
      const gate = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      lost.queue.work('once', async () => {
        begun.resolve();
        await gate.promise;
        return { write: async (tx) => void (await tx.inbox.accept(inboxRow())) };
      });
      await lost.queue.start();
      await lost.ledger.write((tx) =>
        lost.queue.enqueue(tx, { kind: 'once', payload: null, group: 'g' }),
      );
      await begun.promise;
      const clock = createFakeClock();
      const other = await openQueue(t, { url: lost.url, clock });
      const attempts: number[] = [];
      other.queue.work('once', async (_payload, { attempt }) => void attempts.push(attempt));
      await other.queue.start();

      await until(async () => {
        await query(lost.url, `update test_time set now = now + interval '1 second'`);
        await clock.advance(1_000);
        return attempts.length > 0;
      });
      await other.queue.settled();
      gate.resolve();
      await lost.queue.settled();

      assert.deepEqual(attempts, [2]);
      assert.equal(await lost.ledger.inbox.get('in-1'), null);
      assert.ok(lost.lines.some((line) => line.includes('Another process took the job over')));
      assert.deepEqual(await lost.queue.counts(), { waiting: 0, running: 0, failed: 0 });
    });

    it('lets everything wait again at once that a dead process left, when told that it is alone', async (t) => {
      const { queue, ledger, url, lines } = await openQueue(t);
      const attempts: number[] = [];
      queue.work('cut-off', async (_payload, { attempt }) => void attempts.push(attempt));
      await ledger.write((tx) => queue.enqueue(tx, { kind: 'cut-off', payload: null }));
      await query(
        url,
        `update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() - interval '1 hour'`,
      );

      await queue.recover();
      await queue.start();
      await queue.settled();

      assert.deepEqual(attempts, [2]);
      assert.ok(lines.some((line) => line.includes('interrupted jobs wait again')));
    });
  });

  describe('a job in pg-boss', () => {
    it('waits longer after every failure, then is given up with the reason', async (t) => {
      const { queue, ledger, clock, pass, lines, url } = await openQueue(t);
      const started = clock.now().epochMilliseconds;
      const times: number[] = [];
      queue.work('fail', async () => {
        times.push((clock.now().epochMilliseconds - started) / 1_000);
        throw new Error('no luck \u0000 \ud83d');
      });
      await queue.start();

      await ledger.write((tx) => queue.enqueue(tx, { kind: 'fail', payload: null }));
      await queue.settled();
      for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256]) {
        await clock.advance(seconds * 1_000 - 1_000);
        await pass(1_000);
      }

      const waits = times.map((time, index) => time - (times[index - 1] ?? 0));
      const failed = await query(url, `select data from pgboss.job where name = 'tenban-failed'`);
      assert.deepEqual(waits, [0, 1, 2, 4, 8, 16, 32, 64, 128, 256]);
      assert.deepEqual(await queue.counts(), { waiting: 0, running: 0, failed: 1 });
      assert.match(JSON.stringify(failed), /no luck.*"attempts":10/);
      assert.equal(lines.filter((line) => line.includes('job given up')).length, 1);
    });

    it('waits as long as a remote system asks', async (t) => {
      const { queue, ledger, pass } = await openQueue(t);
      let runs = 0;
      queue.work('call', async () => {
        runs += 1;
        if (runs === 1)
          throw new UpstreamError('opn', { effect: 'none', code: '429', retryAfter: 45_000 });
      });
      await queue.start();

      await ledger.write((tx) => queue.enqueue(tx, { kind: 'call', payload: null }));
      await queue.settled();
      await pass(44_000);
      const early = runs;
      await pass(1_000);

      assert.deepEqual([early, runs], [1, 2]);
    });

    it('brings back payloads that jsonb would refuse', async (t) => {
      const { queue, ledger } = await openQueue(t);
      const payload = { text: 'ไทย\u0000\ud83d', list: [1.5, null, { a: true }] };
      const done: unknown[] = [];
      queue.work('note', async (given) => void done.push(given));
      await queue.start();

      await ledger.write((tx) => queue.enqueue(tx, { kind: 'note', payload }));
      await queue.settled();

      assert.deepEqual(done, [payload]);
    });

    it('may be enqueued under its own key while it runs, and then waits for its turn', async (t) => {
      const { queue, ledger } = await openQueue(t);
      const runs: unknown[] = [];
      queue.work('chain', async (payload) => {
        runs.push(payload);
        const next = { kind: 'chain', payload: 'second', key: 'k', group: 'g' };
        return payload === 'first' ? { write: (tx) => queue.enqueue(tx, next) } : {};
      });
      await queue.start();

      await ledger.write((tx) =>
        queue.enqueue(tx, { kind: 'chain', payload: 'first', key: 'k', group: 'g' }),
      );
      await queue.settled();

      assert.deepEqual(runs, ['first', 'second']);
    });

    it('merges into the one that waits with its key when it is due again', async (t) => {
      const { queue, ledger, clock, pass, url } = await openQueue(t);
      const now = clock.now().epochMilliseconds;
      const runs: unknown[] = [];
      queue.work('poll', async (payload) => {
        runs.push(payload);
        if (payload === 'later') return {};
        const later = { kind: 'poll', payload: 'later', key: 'k', runAt: now + 90_000 };
        return { write: (tx) => queue.enqueue(tx, later), again: now + 5_000 };
      });
      await queue.start();

      await ledger.write((tx) => queue.enqueue(tx, { kind: 'poll', payload: 'first', key: 'k' }));
      await queue.settled();
      await pass(6_000);

      assert.deepEqual(runs, ['first', 'later']);
      assert.deepEqual(await query(url, 'select * from "jobKeys"'), []);
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

    it('ends once the database takes writes again', async (t) => {
      let broken = false;
      const wrap = (ledger: Ledger): Ledger => ({
        ...ledger,
        write: (work) => (broken ? Promise.reject(new Error('gone')) : ledger.write(work)),
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
      await until(() => lines.some((line) => line.includes('does not take the end of a job')));

      broken = false;
      await clock.advance(1_000);
      await pass(5_000);

      assert.equal(runs, 2);
      assert.deepEqual(await queue.counts(), { waiting: 0, running: 0, failed: 0 });
    });
  });
});
