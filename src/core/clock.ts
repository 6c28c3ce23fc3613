/**
 * The only source of time. Product and simulators take it as an argument, so tests move time by hand
 * and nothing sleeps on its own.
 */
export interface Clock {
  now(): Temporal.Instant;
  /** Resolves after `ms` milliseconds, or rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `task` every `ms` milliseconds until the returned function is called. A task still running is not started again. */
  every(ms: number, task: () => void | Promise<void>): () => void;
}
