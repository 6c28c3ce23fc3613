import type { Clock } from '../core/clock.ts';
import type { JobRow } from '../core/jobs.ts';
import type { Ledger, Tx } from '../core/ledger.ts';
import type { Log } from '../core/log.ts';
import type { JobHandler, Outcome } from '../core/queue.ts';
import { delayAfter, MAX_ATTEMPTS, MAX_STARTS } from './attempts.ts';

/** How long to wait before writing again what could not be written. */
const LEDGER_PAUSE_MS = 1_000;

/** How claimed jobs end where they are kept, in a unit of the ledger. False when the claim is another process's by now. */
export type JobEnds<Job> = {
  remove(tx: Tx, job: Job): Promise<boolean>;
  /** Back to waiting, at another time. */
  postpone(tx: Tx, job: Job, change: Postponed): Promise<boolean>;
  /** Given up, kept for people to look at. */
  fail(tx: Tx, job: Job, error: string): Promise<boolean>;
};
export type Postponed = Pick<JobRow, 'runAt' | 'attempts' | 'error'>;

export type Runner<Job> = {
  ledger: Ledger;
  clock: Clock;
  log: Log;
  handlers: ReadonlyMap<string, JobHandler>;
  ends: JobEnds<Job>;
  /** False once the queue stops: what cannot be written then is recovered at the next start. */
  open(): boolean;
};

/** Runs one claimed job to its end, whatever that is. Never rejects. */
export async function runJob<Job extends JobRow>(runner: Runner<Job>, job: Job): Promise<void> {
  const { ledger, ends } = runner;
  const attempt = job.attempts + 1;
  try {
    const outcome = await attemptJob(runner, job, attempt);
    await ledger.write((tx) => complete(tx, ends, { job, outcome }));
  } catch (error) {
    await retreat(runner, job, { attempt, error });
  }
}

async function attemptJob(
  { handlers }: Pick<Runner<JobRow>, 'handlers'>,
  { id, kind, payload }: JobRow,
  attempt: number,
): Promise<Outcome> {
  if (attempt > MAX_STARTS) throw new Error('Tenban ended during each of the last attempts.');
  const handler = handlers.get(kind);
  if (handler === undefined) throw new Error(`Nothing works on jobs of the kind "${kind}".`);
  const lastAttempt = attempt >= MAX_ATTEMPTS;
  return (await handler(payload, { id, attempt, lastAttempt })) ?? {};
}

/** What the handler leaves behind and the end of the job are one transaction. A job that is due again counts from one again. */
async function complete<Job>(
  tx: Tx,
  ends: JobEnds<Job>,
  { job, outcome: { write, again } }: { job: Job; outcome: Outcome },
): Promise<void> {
  await write?.(tx);
  const ended =
    again === undefined
      ? await ends.remove(tx, job)
      : await ends.postpone(tx, job, { runAt: again, attempts: 0, error: null });
  if (!ended)
    throw new Error('Another process took the job over: what came of it here is not kept.');
}

async function retreat<Job extends JobRow>(
  { ledger, clock, log, ends, open }: Runner<Job>,
  job: Job,
  { attempt, error }: { attempt: number; error: unknown },
): Promise<void> {
  const fields = { err: error, job: job.id, kind: job.kind, attempt };
  const words = error instanceof Error ? error.message : String(error);
  const over = attempt >= MAX_ATTEMPTS;
  if (over) log.error(fields, 'job given up');
  else log.warn(fields, 'job failed, tried again later');

  const runAt = clock.now().epochMilliseconds + delayAfter(attempt, error);
  function write(tx: Tx): Promise<boolean> {
    return over
      ? ends.fail(tx, job, words)
      : ends.postpone(tx, job, { runAt, attempts: attempt, error: words });
  }
  while (!(await written(ledger, write, log)) && open()) await clock.sleep(LEDGER_PAUSE_MS);
}

async function written(
  ledger: Ledger,
  write: (tx: Tx) => Promise<boolean>,
  log: Log,
): Promise<boolean> {
  try {
    await ledger.write(write);
    return true;
  } catch (error) {
    log.error({ err: error }, 'the ledger does not take the end of a job');
    return false;
  }
}
