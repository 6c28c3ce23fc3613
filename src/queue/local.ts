import type { Clock } from '../core/clock.ts';
import type { DueJobs, JobRow } from '../core/jobs.ts';
import type { Ledger, Tx } from '../core/ledger.ts';
import type { Log } from '../core/log.ts';
import type { JobHandler, Lane, Queue } from '../core/queue.ts';
import { createFlood } from './flood.ts';
import { createGather } from './gather.ts';
import { createJobRows } from './job-row.ts';
import { createLanes } from './lanes.ts';
import { NOTHING, type Taken } from './pool.ts';
import { type JobEnds, runJob } from './run-job.ts';

const TICK_MS = 1_000;

export type LocalQueueOptions = { ledger: Ledger; clock: Clock; log: Log; concurrency?: number };

/** The queue of a single process, its jobs in the ledger. What is due is decided by the rows; the clock only ticks. */
export function createLocalQueue(options: LocalQueueOptions): Queue {
  const { ledger, clock, log, concurrency: size } = options;
  const flood = createFlood(clock);
  const newRow = createJobRows(clock);
  const handlers = new Map<string, JobHandler>();
  let open = false;
  let stopTicking = (): void => undefined;

  const now = (): number => clock.now().epochMilliseconds;
  const runner = { ledger, clock, log, handlers, ends, open: () => open };
  const lanes = createLanes<JobRow>({
    size,
    flood,
    take: async (lane, busyGroups, limit) =>
      open ? take(ledger, { now: now(), lane, busyGroups, limit }) : NOTHING,
    run: (job) => runJob(runner, job),
    onError: (error) => log.error({ err: error }, 'no jobs could be taken from the ledger'),
  });
  const afterCommit = {
    main: createAfterCommit(ledger, () => void lanes.fill('main')),
    long: createAfterCommit(ledger, () => void lanes.fill('long')),
  } satisfies Record<Lane, () => void>;

  const gather = createGather(async (arrivals) => {
    const rows = arrivals.map(({ inbox, job }) => ({ inbox, job: unkeyed(newRow(job)) }));
    const fresh = await ledger.intake(rows);
    if (open) void lanes.fill('main');
    return fresh;
  });

  return {
    async enqueue(tx, job) {
      const row = newRow(job);
      await tx.jobs.add(row);
      if (open && row.runAt <= now()) afterCommit[row.lane]();
    },
    intake: (arrivals) => flood.count(gather(arrivals)),
    work: (kind, handler) => void handlers.set(kind, handler),
    async start() {
      if (open) return;
      const recovered = await ledger.write((tx) => tx.jobs.recover());
      if (recovered > 0) log.warn({ jobs: recovered }, 'interrupted jobs wait again');
      open = true;
      stopTicking = clock.every(TICK_MS, lanes.fill);
      void lanes.fill();
    },
    async stop() {
      open = false;
      stopTicking();
      flood.forget();
      await lanes.fill();
      await lanes.ended();
    },
    settled: lanes.settled,
  };
}

/** Jobs of events have no key: the type says so. */
function unkeyed(row: JobRow): JobRow & { key: null } {
  return { ...row, key: null };
}

/** This process alone owns the queue, so no claim can be lost. */
const ends: JobEnds<JobRow> = {
  async remove(tx, { id }) {
    await tx.jobs.remove(id);
    return true;
  },
  async postpone(tx, { id }, change) {
    await tx.jobs.postpone(id, change);
    return true;
  },
  async fail(tx, { id }, error) {
    await tx.jobs.fail(id, error);
    return true;
  },
};

/** Claims due jobs, the first of each group. Behind those of one group may be others. */
async function take(ledger: Ledger, wanted: DueJobs): Promise<Taken<JobRow>> {
  const due = await ledger.jobs.due(wanted);
  if (due.length === 0) return NOTHING;
  const jobs = await ledger.write(async (tx) => {
    const claimed: JobRow[] = [];
    for (const job of firstOfGroups(due)) if (await tx.jobs.claim(job.id)) claimed.push(job);
    return claimed;
  });
  return { jobs, more: due.length === wanted.limit };
}

function firstOfGroups(jobs: JobRow[]): JobRow[] {
  const groups = new Set<string>();
  return jobs.filter(({ group }) => {
    if (group === null) return true;
    const first = !groups.has(group);
    groups.add(group);
    return first;
  });
}

/**
 * Called inside a unit of the ledger, tells once that unit is committed: an empty unit queued behind it cannot resolve
 * sooner. Should that fail, the next tick finds the job.
 */
function createAfterCommit(ledger: Ledger, tell: () => void): () => void {
  let queued = false;

  async function follow(): Promise<void> {
    try {
      // From the moment it runs, a later unit needs a follower of its own.
      await ledger.write(async (_tx: Tx) => void (queued = false));
    } catch {
      queued = false;
    }
    tell();
  }

  return () => {
    if (queued) return;
    queued = true;
    void follow();
  };
}
