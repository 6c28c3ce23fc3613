import type { Clock } from '../core/clock.ts';
import type { JobRow } from '../core/jobs.ts';
import type { Job } from '../core/queue.ts';
import { createOrderedIds } from './ordered-id.ts';

const DEFAULT_PRIORITY = 5;

/** Makes of jobs what is kept of them, each with an id larger than the one before. */
export function createJobRows(clock: Clock): (job: Job) => JobRow {
  const nextId = createOrderedIds();
  return (job) => {
    const now = clock.now().epochMilliseconds;
    return jobRow(job, { id: nextId(now), now });
  };
}

/** A new job as it is kept, with what it leaves unsaid. */
function jobRow(job: Job, { id, now }: { id: string; now: number }): JobRow {
  return {
    id,
    kind: job.kind,
    payload: job.payload,
    key: job.key ?? null,
    runAt: job.runAt ?? now,
    priority: job.priority ?? DEFAULT_PRIORITY,
    group: job.group ?? null,
    lane: job.lane ?? 'main',
    attempts: 0,
    state: 'waiting',
    error: null,
  };
}
