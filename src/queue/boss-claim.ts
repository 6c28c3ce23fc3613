import type { Db } from 'pg-boss';
import { z } from 'zod';
import type { Lane } from '../core/queue.ts';
import { type Claim, claimOf } from './boss-data.ts';
import { JOBS, SERIAL } from './boss-start.ts';
import type { Taken } from './pool.ts';

/**
 * Takes the first due jobs that are the heads of their groups while none of the group runs. pg-boss's own `fetch` looks at
 * every waiting job each time, for seconds when a flood has left some ten thousand; this follows its indices (i11 for the
 * order, i10 for the head of a group, i8 for what runs) and stops at the limit, whatever the planner knows of the table.
 * The policy is written out for these indices.
 */
const CLAIM = `
with next as (
  select j.id from pgboss.job_common j
  where j.name = $1 and j.state < 'active' and not j.blocked and j.start_after <= pgboss.job_now()
    and j.id = (
      select h.id from pgboss.job_common h
      where h.name = $1 and h.singleton_key = j.singleton_key and h.policy = '${SERIAL}'
        and h.state < 'active' and not h.blocked and h.start_after <= pgboss.job_now()
      order by h.state desc, h.created_on, h.id limit 1)
    and not (select exists (
      select from pgboss.job_common b
      where b.name = $1 and b.singleton_key = j.singleton_key and b.policy = '${SERIAL}'
        and b.state in ('active', 'retry', 'failed') and b.id <> j.id))
  order by j.priority desc, j.created_on limit $2 for update of j skip locked)
update pgboss.job_common j
set state = 'active', started_on = pgboss.job_now(), heartbeat_on = pgboss.job_now(),
  retry_count = case when j.started_on is null then j.retry_count else j.retry_count + 1 end
where j.name = $1 and j.id = any(array(select id from next))
returning j.id, j.data, j.start_after as "startAfter", j.priority, j.retry_count as "retryCount"`;

const Rows = z.array(
  z.object({
    id: z.string(),
    data: z.unknown(),
    startAfter: z.date(),
    priority: z.int(),
    retryCount: z.int(),
  }),
);

/** Takes due jobs, at most one of each group and of none that runs anywhere. */
export async function claimJobs(db: Db, lane: Lane, limit: number): Promise<Taken<Claim>> {
  try {
    const { rows } = await db.executeSql(CLAIM, [JOBS[lane], limit]);
    const jobs = Rows.parse(rows).map(claimOf).toSorted(before);
    return { jobs, more: jobs.length === limit };
  } catch (error) {
    // Another process has taken a job of one of the groups meanwhile: what is left can be taken now.
    if (isTakenMeanwhile(error)) return { jobs: [], more: true };
    throw error;
  }
}

/** Ids grow with time. */
function before(a: Claim, b: Claim): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  return a.id < b.id ? -1 : 1;
}

/** The unique index that lets one job of a group run. https://www.postgresql.org/docs/current/errcodes-appendix.html */
function isTakenMeanwhile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
