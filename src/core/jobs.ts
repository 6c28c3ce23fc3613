import type { Json } from './json.ts';
import type { NewInboxRow } from './ledger.ts';
import type { Lane } from './queue.ts';

/** Jobs of the local queue; see `queue.ts` for what they mean. */
export type JobRow = {
  id: string;
  kind: string;
  payload: Json;
  key: string | null;
  runAt: number;
  priority: number;
  group: string | null;
  lane: Lane;
  attempts: number;
  state: 'waiting' | 'running' | 'failed';
  error: string | null;
};
/** An event and the job that reads it, which has no key: the event is what is unique. */
export type IntakeRow = { inbox: NewInboxRow; job: JobRow & { key: null } };
export type DueJobs = { now: number; lane: Lane; busyGroups: readonly string[]; limit: number };
export type JobCounts = { waiting: number; running: number; failed: number };
export interface JobReads {
  /** Due jobs of a lane by priority, then time, then age, leaving out the groups named. */
  due(wanted: DueJobs): Promise<JobRow[]>;
  /** When the next waiting job is due, or null. */
  next(): Promise<number | null>;
  counts(): Promise<JobCounts>;
}
export interface JobWrites {
  /** A waiting job with the same key is kept once, at the earlier time. */
  add(row: JobRow): Promise<void>;
  claim(id: string): Promise<boolean>;
  remove(id: string): Promise<void>;
  /** Back to waiting, at another time. */
  postpone(
    id: string,
    change: { runAt: number; attempts: number; error: string | null },
  ): Promise<void>;
  fail(id: string, error: string): Promise<void>;
  /** After a crash: running jobs wait again. Only for the one process that owns the queue. */
  recover(): Promise<number>;
}
