import type { Clock } from '../core/clock.ts';
import type { JobRow } from '../core/jobs.ts';
import type { Ledger, Tx } from '../core/ledger.ts';
import type { Log } from '../core/log.ts';
import type { JobHandler, Outcome } from '../core/queue.ts';
import { delayAfter, MAX_ATTEMPTS, MAX_STARTS } from './attempts.ts';

/** How long to wait before writing again what could not be written. */
const LEDGER_PAUSE_MS = 1_000;

export type Runner = {
  ledger: Ledger;
  clock: Clock;
  log: Log;
  handlers: ReadonlyMap<string, JobHandler>;
  /** False once the queue stops: what cannot be written then is recovered at the next start. */
  open(): boolean;
};

/** Runs one claimed job to its end, whatever that is. Never rejects. */
export async function runJob(runner: Runner, job: JobRow): Promise<void> {
  const { ledger } = runner;
  const attempt = job.attempts + 1;
  try {
    const outcome = await attemptJob(runner, job, attempt);
    await ledger.write((tx) => complete(tx, job, outcome));
  } catch (error) {
    await retreat(runner, job, { attempt, error });
  }
}

async function attemptJob(
  { handlers }: Runner,
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
async function complete(tx: Tx, { id }: JobRow, { write, again }: Outcome): Promise<void> {
  await write?.(tx);
  if (again === undefined) return tx.jobs.remove(id);
  return tx.jobs.postpone(id, { runAt: again, attempts: 0, error: null });
}

async function retreat(
  { ledger, clock, log, open }: Runner,
  { id, kind }: JobRow,
  { attempt, error }: { attempt: number; error: unknown },
): Promise<void> {
  const fields = { err: error, job: id, kind, attempt };
  const words = error instanceof Error ? error.message : String(error);
  const over = attempt >= MAX_ATTEMPTS;
  if (over) log.error(fields, 'job given up');
  else log.warn(fields, 'job failed, tried again later');

  const runAt = clock.now().epochMilliseconds + delayAfter(attempt, error);
  function write(tx: Tx): Promise<void> {
    return over
      ? tx.jobs.fail(id, words)
      : tx.jobs.postpone(id, { runAt, attempts: attempt, error: words });
  }
  while (!(await written(ledger, write, log)) && open()) await clock.sleep(LEDGER_PAUSE_MS);
}

async function written(
  ledger: Ledger,
  write: (tx: Tx) => Promise<void>,
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
