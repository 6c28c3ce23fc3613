import type { JobRow } from '../core/jobs.ts';
import type { Job } from '../core/queue.ts';

const DEFAULT_PRIORITY = 5;

/** A new job as it is kept, with what it leaves unsaid. */
export function jobRow(job: Job, { id, now }: { id: string; now: number }): JobRow {
  return {
    id,
    kind: job.kind,
    payload: job.payload,
    key: job.key ?? null,
    runAt: job.runAt ?? now,
    priority: job.priority ?? DEFAULT_PRIORITY,
    group: job.group ?? null,
    attempts: 0,
    state: 'waiting',
    error: null,
  };
}
