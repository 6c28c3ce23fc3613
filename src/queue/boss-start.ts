import { PgBoss } from 'pg-boss';
import type { Log } from '../core/log.ts';
import type { Lane } from '../core/queue.ts';
import { makeKeyTable } from './boss-keys.ts';

export const JOBS = { main: 'tenban', long: 'tenban-long' } satisfies Record<Lane, string>;
/** Jobs that were given up: nothing works on them, they are there to be looked at. */
export const FAILED = 'tenban-failed';
/** Jobs with the same singleton key run one at a time and in order: https://pgboss.io/api/queues */
export const SERIAL = 'key_strict_fifo';

/** Connections besides the ledger's; one more listens. */
const CONNECTIONS = 3;
const YEAR = 31_536_000;

/** Starts pg-boss with its tables and ours brought up to date. Throws when the database does not answer. */
export async function startBoss(url: string, log: Log): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'tenban-queue',
    max: CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    schedule: false,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'the database of the queue fails'));
  boss.on('warning', ({ message, data }) => log.warn({ data }, `pg-boss: ${message}`));
  try {
    await boss.start();
    await makeKeyTable(boss.getDb());
    await makeQueues(boss);
    return boss;
  } catch (error) {
    await boss.stop({ graceful: false });
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The queue in the database of DATABASE_URL cannot be opened: ${why}`, {
      cause: error,
    });
  }
}

/** A waiting job is never dropped for its age. Attempts are counted here: pg-boss only hands on what a dead process left. */
async function makeQueues(boss: PgBoss): Promise<void> {
  for (const name of Object.values(JOBS))
    await boss.createQueue(name, {
      policy: SERIAL,
      expireInSeconds: 24 * 60 * 60,
      retentionSeconds: 10 * YEAR,
      retryLimit: 1_000_000,
    });
  await boss.createQueue(FAILED, { retentionSeconds: YEAR / 4 });
}
