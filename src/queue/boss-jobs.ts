import type { Db, PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { JobCounts, JobRow } from '../core/jobs.ts';
import type { Tx } from '../core/ledger.ts';
import { type Claim, claimOf, dataOf } from './boss-data.ts';
import { freeKey, passKey, takeKey } from './boss-keys.ts';
import { FAILED, JOBS, SERIAL } from './boss-start.ts';
import type { JobEnds } from './run-job.ts';

/** Jobs as pg-boss keeps them. Whatever is given a `db` is part of the transaction on it. */
export type BossStore = { boss: PgBoss; clock: Clock };

/** Adds a job; one that waits with its key takes over what is more urgent of it instead. */
export async function addJob(store: BossStore, db: Db, row: JobRow): Promise<void> {
  const { id, key } = row;
  if (key === null) return addJobs(store, db, [row]);
  const holder = await takeKey(db, key, id);
  if (holder !== id) {
    if (await merge(store, db, { id: holder, row })) return;
    await passKey(db, key, id);
  }
  await addJobs(store, db, [row]);
}

/** Adds jobs whose keys, if they have any, are taken. */
export async function addJobs(store: BossStore, db: Db, rows: readonly JobRow[]): Promise<void> {
  if (rows.length === 0) return;
  const jobs = rows.map((row) => {
    const { id, group, runAt, priority } = row;
    const singletonKey = group === null ? id : `group:${group}`;
    const startAfter = secondsUntil(store, runAt);
    return { id, data: dataOf(row), singletonKey, startAfter, priority: -priority };
  });
  await store.boss.insert(JOBS, jobs, { db });
}

/**
 * False when the job does not wait any more. It is changed even where nothing differs: that keeps it from being taken
 * before what it is to see is committed.
 */
async function merge(
  store: BossStore,
  db: Db,
  { id, row: { runAt, priority } }: { id: string; row: JobRow },
): Promise<boolean> {
  const [waiting] = await store.boss.findJobs(JOBS, { id, queued: true, db });
  if (waiting === undefined) return false;
  const startAfter = secondsUntil(store, Math.min(waiting.startAfter.getTime(), runAt));
  const change = { startAfter, priority: Math.max(waiting.priority, -priority) };
  const { updated } = await store.boss.update(JOBS, undefined, { id, ...change, db });
  return updated === 1;
}

/** As a delay, so that a server whose clock differs from this machine's makes no job late. */
function secondsUntil({ clock }: BossStore, runAt: number): number {
  return Math.max(runAt - clock.now().epochMilliseconds, 0) / 1_000;
}

const Affected = z.object({ affected: z.int() });

/** How jobs end in the transactions of the ledger. */
export function bossEnds(store: BossStore, dbOf: (tx: Tx) => Db): JobEnds<Claim> {
  async function remove(db: Db, { id, key, claim }: Claim): Promise<boolean> {
    if (key !== null) await freeKey(db, key, id);
    const answer = await store.boss.deleteJob(JOBS, { id, retryCount: claim }, { db });
    return Affected.parse(answer).affected === 1;
  }

  return {
    remove: (tx, job) => remove(dbOf(tx), job),
    async postpone(tx, job, change) {
      const stood = await remove(dbOf(tx), job);
      if (stood) await addJob(store, dbOf(tx), { ...job, ...change });
      return stood;
    },
    async fail(tx, job, error) {
      const stood = await remove(dbOf(tx), job);
      const data = dataOf({ ...job, attempts: job.attempts + 1, error });
      if (stood) await store.boss.insert(FAILED, [{ id: job.id, data }], { db: dbOf(tx) });
      return stood;
    },
  };
}

/** Takes due jobs, at most one of each group and of none that runs anywhere. */
export async function takeJobs({ boss }: BossStore, limit: number): Promise<Claim[]> {
  const jobs = await boss.fetch(JOBS, { batchSize: limit, includeMetadata: true });
  return jobs.map(claimOf);
}

/** Says that these still run. Rejects when the database does not answer, also when there are none. */
export async function touchJobs({ boss }: BossStore, claims: Iterable<Claim>): Promise<void> {
  const attempts = Array.from(claims, ({ id, claim }) => ({ id, retryCount: claim }));
  if (attempts.length === 0) await boss.getDb().executeSql('select 1');
  else await boss.touch(JOBS, attempts);
}

const Silent = z.array(z.object({ id: z.string(), claim: z.coerce.number().int() }));

/**
 * Lets running jobs wait again of which nothing was heard for so many seconds, or all when null. Returns how many. The
 * policy is named for its index.
 */
export async function recoverJobs({ boss }: BossStore, seconds: number | null): Promise<number> {
  const { rows } = await boss.getDb().executeSql(
    `select id, retry_count as claim from pgboss.job
     where name = $1 and policy = $2 and state = 'active'
       and ($3::float8 is null or heartbeat_on <= pgboss.job_now() - $3 * interval '1 second')`,
    [JOBS, SERIAL, seconds],
  );
  const silent = Silent.parse(rows).map(({ id, claim }) => ({ id, retryCount: claim }));
  if (silent.length > 0) await boss.fail(JOBS, silent);
  return silent.length;
}

const Counts = z.array(
  z.object({ name: z.string(), active: z.boolean(), count: z.coerce.number().int() }),
);

export async function countJobs({ boss }: BossStore): Promise<JobCounts> {
  const { rows } = await boss.getDb().executeSql(
    `select name, state = 'active' as active, count(*) from pgboss.job
     where name in ($1, $2) group by 1, 2`,
    [JOBS, FAILED],
  );
  const counts = Counts.parse(rows);
  const sum = (name: string, active: boolean): number =>
    counts.find((count) => count.name === name && count.active === active)?.count ?? 0;
  return { waiting: sum(JOBS, false), running: sum(JOBS, true), failed: sum(FAILED, false) };
}
