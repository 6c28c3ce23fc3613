import type { Db, PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { JobCounts, JobRow } from '../core/jobs.ts';
import type { Tx } from '../core/ledger.ts';
import { type Claim, dataOf } from './boss-data.ts';
import { bossDb, bossDbUnanswered, type Executor } from './boss-db.ts';
import { freeKey, passKey, takeKey } from './boss-keys.ts';
import { FAILED, JOBS, SERIAL } from './boss-start.ts';
import { type Lane, LANES } from '../core/queue.ts';
import type { JobEnds } from './run-job.ts';

/** Jobs as pg-boss keeps them. Whatever is given an executor is part of the transaction on it. */
export type BossStore = { boss: PgBoss; clock: Clock };

/** Adds a job; one that waits with its key takes over what is more urgent of it instead. */
export async function addJob(store: BossStore, tx: Executor, row: JobRow): Promise<void> {
  const { id, key } = row;
  if (key === null) return addJobs(store, tx, [row]);
  const db = bossDb(tx);
  const holder = await takeKey(db, key, id);
  if (holder !== id) {
    if (await merge(store, db, { id: holder, row })) return;
    await passKey(db, key, id);
  }
  await addJobs(store, tx, [row]);
}

/** Adds jobs whose keys, if they have any, are taken. */
export async function addJobs(
  store: BossStore,
  tx: Executor,
  rows: readonly JobRow[],
): Promise<void> {
  const db = bossDbUnanswered(tx);
  for (const lane of LANES) {
    const jobs = rows.filter((row) => row.lane === lane).map((row) => insertOf(store, row));
    if (jobs.length > 0) await store.boss.insert(JOBS[lane], jobs, { db });
  }
}

function insertOf(store: BossStore, row: JobRow) {
  const { id, group, runAt, priority } = row;
  const singletonKey = group === null ? id : `group:${group}`;
  const startAfter = secondsUntil(store, runAt);
  return { id, data: dataOf(row), singletonKey, startAfter, priority: -priority };
}

/**
 * False when the job does not wait any more. It is changed even where nothing differs: that keeps it from being taken
 * before what it is to see is committed.
 */
async function merge(
  store: BossStore,
  db: Db,
  { id, row: { runAt, priority, lane } }: { id: string; row: JobRow },
): Promise<boolean> {
  const [waiting] = await store.boss.findJobs(JOBS[lane], { id, queued: true, db });
  if (waiting === undefined) return false;
  const startAfter = secondsUntil(store, Math.min(waiting.startAfter.getTime(), runAt));
  const change = { startAfter, priority: Math.max(waiting.priority, -priority) };
  const { updated } = await store.boss.update(JOBS[lane], undefined, { id, ...change, db });
  return updated === 1;
}

/** As a delay, so that a server whose clock differs from this machine's makes no job late. */
function secondsUntil({ clock }: BossStore, runAt: number): number {
  return Math.max(runAt - clock.now().epochMilliseconds, 0) / 1_000;
}

const Affected = z.object({ affected: z.int() });

/** How jobs end in the transactions of the ledger. */
export function bossEnds(store: BossStore, on: (tx: Tx) => Executor): JobEnds<Claim> {
  async function remove(db: Db, { id, key, lane, claim }: Claim): Promise<boolean> {
    if (key !== null) await freeKey(db, key, id);
    const answer = await store.boss.deleteJob(JOBS[lane], { id, retryCount: claim }, { db });
    return Affected.parse(answer).affected === 1;
  }

  return {
    remove: (tx, job) => remove(bossDb(on(tx)), job),
    async postpone(tx, job, change) {
      const stood = await remove(bossDb(on(tx)), job);
      if (stood) await addJob(store, on(tx), { ...job, ...change });
      return stood;
    },
    async fail(tx, job, error) {
      const db = bossDb(on(tx));
      const stood = await remove(db, job);
      const data = dataOf({ ...job, attempts: job.attempts + 1, error });
      if (stood) await store.boss.insert(FAILED, [{ id: job.id, data }], { db });
      return stood;
    },
  };
}

/** Says that these still run. Rejects when the database does not answer, also when there are none. */
export async function touchJobs({ boss }: BossStore, claims: Iterable<Claim>): Promise<void> {
  const all = [...claims];
  if (all.length === 0) await boss.getDb().executeSql('select 1');
  for (const [lane, attempts] of byLane(all)) await boss.touch(JOBS[lane], attempts);
}

function byLane(
  jobs: readonly Pick<Claim, 'id' | 'lane' | 'claim'>[],
): [Lane, { id: string; retryCount: number }[]][] {
  return LANES.map((lane): [Lane, { id: string; retryCount: number }[]] => {
    const here = jobs.filter((job) => job.lane === lane);
    return [lane, here.map(({ id, claim }) => ({ id, retryCount: claim }))];
  }).filter(([, attempts]) => attempts.length > 0);
}

const Silent = z.array(
  z.object({ id: z.string(), lane: z.enum(LANES), claim: z.coerce.number().int() }),
);

/**
 * Lets running jobs wait again of which nothing was heard for so many seconds, or all when null. Returns how many. The
 * policy is named for its index.
 */
export async function recoverJobs({ boss }: BossStore, seconds: number | null): Promise<number> {
  const { rows } = await boss.getDb().executeSql(
    `select id, case name when $4 then 'long' else 'main' end as lane, retry_count as claim
     from pgboss.job where name in ($1, $4) and policy = $2 and state = 'active'
       and ($3::float8 is null or heartbeat_on <= pgboss.job_now() - $3 * interval '1 second')`,
    [JOBS.main, SERIAL, seconds, JOBS.long],
  );
  const silent = Silent.parse(rows);
  for (const [lane, attempts] of byLane(silent)) await boss.fail(JOBS[lane], attempts);
  return silent.length;
}

const Counts = z.array(
  z.object({ name: z.string(), active: z.boolean(), count: z.coerce.number().int() }),
);

export async function countJobs({ boss }: BossStore): Promise<JobCounts> {
  const { rows } = await boss.getDb().executeSql(
    `select name, state = 'active' as active, count(*) from pgboss.job
     where name in ($1, $2, $3) group by 1, 2`,
    [JOBS.main, JOBS.long, FAILED],
  );
  const counts = Counts.parse(rows);
  const sum = (names: readonly string[], active: boolean): number =>
    counts
      .filter((count) => names.includes(count.name) && count.active === active)
      .reduce((total, { count }) => total + count, 0);
  const lanes = Object.values(JOBS);
  return { waiting: sum(lanes, false), running: sum(lanes, true), failed: sum([FAILED], false) };
}
