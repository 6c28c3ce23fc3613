import type { Json } from './json.ts';
import type { Tx } from './ledger.ts';

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
};

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
  work(kind: string, handler: JobHandler): void;
  start(): Promise<void>;
  /** Waits for running handlers; takes no new ones. */
  stop(): Promise<void>;
  /** Resolves when nothing is running and nothing is due. */
  settled(): Promise<void>;
}
