import type { Clock } from '../core/clock.ts';
import type { JobCounts } from '../core/jobs.ts';
import type { Ledger, Tx } from '../core/ledger.ts';
import type { Log } from '../core/log.ts';
import type { JobHandler, Lane, Queue } from '../core/queue.ts';
import type { Claim } from './boss-data.ts';
import { claimJobs } from './boss-claim.ts';
import { bossDb, type Executor } from './boss-db.ts';
import { createHeart } from './boss-heart.ts';
import {
  addJob,
  addJobs,
  bossEnds,
  type BossStore,
  countJobs,
  recoverJobs,
  touchJobs,
} from './boss-jobs.ts';
import { startBoss } from './boss-start.ts';
import { createWaker, listen } from './boss-wake.ts';
import { createFlood, type Flood } from './flood.ts';
import { createGather } from './gather.ts';
import { createJobRows } from './job-row.ts';
import { createLanes } from './lanes.ts';
import { NOTHING } from './pool.ts';
import { runJob } from './run-job.ts';

const TICK_MS = 1_000;

export type PgBossQueueOptions = {
  url: string;
  /** The shared connections to the same database. */
  db: Executor;
  ledger: Ledger;
  /** The database transaction behind a unit of the ledger. */
  transactionOf(tx: Tx): { db: Executor; afterCommit(tell: () => void): void };
  clock: Clock;
  log: Log;
  concurrency?: number;
};

export type PgBossQueue = Queue & {
  counts(): Promise<JobCounts>;
  /** Lets jobs wait again that a dead process has left. Only while no other process works on this database. */
  recover(): Promise<void>;
};

/**
 * The queue of several processes on one PostgreSQL. pg-boss keeps the jobs: in the ledger's own transactions, each group
 * serial and in order across processes, and back to waiting when a process dies. Whoever commits a job takes it at once,
 * and wakes the others when it has no room for it: a NOTIFY in every such transaction would let them commit only one
 * after the other. Throws when the database does not answer.
 */
export async function openPgBossQueue(options: PgBossQueueOptions): Promise<PgBossQueue> {
  const { url, ledger, transactionOf, clock, log } = options;
  const boss = await startBoss(url, log);
  const store = { boss, clock };
  const newRow = createJobRows(clock);
  const flood = createFlood(clock);
  const workers = createWorkers(options, store, flood);
  const wakeOthers = createWaker(boss, log);
  let stopListening = async (): Promise<void> => undefined;

  function onCommit(lane: Lane): void {
    if (workers.haveRoom(lane)) void workers.fill(lane);
    else wakeOthers();
  }

  const gather = createGather((arrivals) =>
    ledger.write(async (tx) => {
      const { db, afterCommit } = transactionOf(tx);
      const fresh = await tx.inbox.acceptAll(arrivals.map(({ inbox }) => inbox));
      const added = arrivals.map(({ inbox }) => fresh.delete(inbox.id));
      const rows = arrivals.filter((_, index) => added[index]).map(({ job }) => newRow(job));
      await addJobs(store, db, rows);
      afterCommit(() => onCommit('main'));
      return added;
    }),
  );

  return {
    async enqueue(tx, job) {
      const { db, afterCommit } = transactionOf(tx);
      const row = newRow(job);
      await addJob(store, db, row);
      if (row.runAt <= clock.now().epochMilliseconds) afterCommit(() => onCommit(row.lane));
    },
    intake: (arrivals) => flood.count(gather(arrivals)),
    work: (kind, handler) => void workers.handlers.set(kind, handler),
    async start() {
      workers.start();
      stopListening = await listen(boss, log, () => void workers.fill());
    },
    async stop() {
      await workers.stop();
      await stopListening();
      await boss.stop({ graceful: false });
    },
    settled: workers.settled,
    counts: () => countJobs(store),
    recover: workers.recoverAll,
  };
}

/** Takes jobs and runs them, as many at once as there is room for. */
function createWorkers(options: PgBossQueueOptions, store: BossStore, flood: Flood) {
  const { db, ledger, transactionOf, clock, log, concurrency: size } = options;
  const handlers = new Map<string, JobHandler>();
  const claims = new Set<Claim>();
  let open = false;
  let stopTicking = (): void => undefined;

  const claimDb = bossDb(db);
  const ends = bossEnds(store, (tx) => transactionOf(tx).db);
  const runner = { ledger, clock, log, handlers, ends, open: () => open };
  const lanes = createLanes<Claim>({
    size,
    flood,
    take: async (lane, _busyGroups, free) => (open ? claimJobs(claimDb, lane, free) : NOTHING),
    async run(job) {
      claims.add(job);
      await runJob(runner, job);
      claims.delete(job);
    },
    onError: (error) => log.error({ err: error }, 'no jobs could be taken from the database'),
  });
  const heart = createHeart({
    clock,
    log,
    touch: () => touchJobs(store, claims),
    recover: (seconds) => recoverJobs(store, seconds),
  });

  return {
    handlers,
    fill: lanes.fill,
    haveRoom: (lane: Lane) => open && lanes.haveRoom(lane),
    start() {
      if (open) return;
      open = true;
      stopTicking = clock.every(TICK_MS, async () => {
        await Promise.all([lanes.fill(), heart.beat()]);
      });
      void lanes.fill();
    },
    /** What still runs goes on saying so until it has ended. */
    async stop() {
      open = false;
      flood.forget();
      await lanes.fill();
      await lanes.ended();
      stopTicking();
      await heart.rested();
    },
    settled: lanes.settled,
    recoverAll: heart.recoverAll,
  };
}
