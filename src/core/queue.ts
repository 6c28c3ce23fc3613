import type { Json } from './json.ts';
import type { NewInboxRow, Tx } from './ledger.ts';

/**
 * `long` is for jobs that wait for a remote system most of their time, such as a page of a run at one call a second: very many
 * run at once and none of them takes the room of the others.
 */
export const LANES = ['main', 'long'] as const;
export type Lane = (typeof LANES)[number];

/** A thing to do, at least once. */
export type Job = {
  kind: string;
  payload: Json;
  /** One waiting job per key; enqueued again it keeps the earlier time. */
  key?: string;
  /** Epoch ms; now unless set. */
  runAt?: number;
  /** Lower goes first: 0 for a person's tap, 5 unless set. */
  priority?: number;
  /** Jobs of a group run one at a time. */
  group?: string;
  /** `main` unless set. */
  lane?: Lane;
};

/** An event as it came in, and the job that reads it. */
export type Arrival = { inbox: NewInboxRow; job: Omit<Job, 'key' | 'lane'> };

/** What a job leaves behind: written in the transaction that completes it. With `again` it is not over but due then. */
export type Outcome = { write?: (tx: Tx) => Promise<void>; again?: number };

export type JobHandler = (
  payload: Json,
  job: { id: string; attempt: number; lastAttempt: boolean },
) => Promise<Outcome | void>;

/**
 * Durable work. `enqueue` is part of the caller's transaction: the job exists if and only if that commits, and starts at
 * once then. A handler that throws is tried again later, more and more slowly; nobody reads job state to decide anything.
 */
export interface Queue {
  enqueue(tx: Tx, job: Job): Promise<void>;
  /**
   * Stores events in a transaction of its own, a job for each that is new. Resolves, once they are on disk, to how many
   * were new; when it rejects they may come again. What arrives at the same time shares one commit. Not for use inside a
   * transaction.
   */
  intake(arrivals: readonly Arrival[]): Promise<number>;
  work(kind: string, handler: JobHandler): void;
  start(): Promise<void>;
  /** Waits for running handlers; takes no new ones. */
  stop(): Promise<void>;
  /** Resolves when nothing is running and nothing is due. */
  settled(): Promise<void>;
}
