import type { JobWithMetadata } from 'pg-boss';
import { z } from 'zod';
import type { JobRow } from '../core/jobs.ts';
import { LANES } from '../core/queue.ts';

/** A job this process has taken. `claim` counts how often it was taken: a later claim makes an earlier one void. */
export type Claim = JobRow & { claim: number };

/** The payload is text inside JSON, because `jsonb` refuses the NUL characters and half surrogates it may contain. */
const Data = z.object({
  kind: z.string(),
  payload: z.string().transform((text) => z.json().parse(JSON.parse(text))),
  key: z.string().nullable(),
  group: z.string().nullable(),
  lane: z.enum(LANES).default('main'),
  attempts: z.int(),
  error: z.string().nullable(),
});

/** What pg-boss keeps of a job beside what it has columns for. */
export function dataOf({ kind, payload, key, group, lane, attempts, error }: JobRow) {
  const words = error?.toWellFormed().replaceAll('\u0000', '') ?? null;
  return { kind, payload: JSON.stringify(payload), key, group, lane, attempts, error: words };
}

type Taken = Pick<
  JobWithMetadata<unknown>,
  'id' | 'data' | 'startAfter' | 'priority' | 'retryCount'
>;

/** Each time a process ended while it ran the job counts as an attempt. */
export function claimOf(job: Taken): Claim {
  const { attempts, ...data } = Data.parse(job.data);
  return {
    id: job.id,
    ...data,
    runAt: job.startAfter.getTime(),
    priority: -job.priority,
    attempts: attempts + job.retryCount,
    state: 'running',
    claim: job.retryCount,
  };
}
