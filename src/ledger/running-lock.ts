import { Client } from 'pg';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';

/** "tenban" in ASCII: whoever works on the database holds this lock. */
const LOCK = String(0x74656e62616e);
const RETRY_MS = 1_000;

export type RunningLock = {
  /** Nobody else works on the database, and nobody begins to until `share`. */
  alone: boolean;
  share(): Promise<void>;
  release(): Promise<void>;
};

/**
 * Says that Tenban runs on a database for as long as this process lives, together with the others that do. The lock is
 * the session's (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS), so it ends with the
 * process however that ends; when the session is lost, it is taken again. Throws when the database does not answer.
 */
export async function lockRunning({
  url,
  clock,
  log,
}: {
  url: string;
  clock: Clock;
  log: Log;
}): Promise<RunningLock> {
  const released = new AbortController();
  let client = await openSession(url);
  const alone = await isFree(client);
  if (!alone) await shareOn(client);
  watch(client);

  function watch(session: Client): void {
    session.once('end', () => void again());
  }

  async function again(): Promise<void> {
    if (released.signal.aborted) return;
    log.warn({}, 'the session that says Tenban runs was lost');
    while (!(await shared())) {
      await clock.sleep(RETRY_MS, released.signal).catch(() => undefined);
      if (released.signal.aborted) return;
    }
    log.info({}, 'the session that says Tenban runs is back');
  }

  async function shared(): Promise<boolean> {
    try {
      client = await openSession(url);
      await shareOn(client);
      watch(client);
      return true;
    } catch {
      await client.end().catch(() => undefined);
      return false;
    }
  }

  return {
    alone,
    async share() {
      if (!alone) return;
      await shareOn(client);
      await client.query('select pg_advisory_unlock($1)', [LOCK]);
    },
    async release() {
      released.abort();
      await client.end();
    },
  };
}

/** Runs `work` while no Tenban works on the database. Throws when one does. */
export async function whileNoneRuns<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = await openSession(url);
  try {
    if (await isFree(client)) return await work();
  } finally {
    await client.end();
  }
  throw new Error('Another Tenban is running on the database of DATABASE_URL: stop it first.');
}

/** Keepalives, so that the server notices within a minute when this machine is gone and lets go of its locks. */
async function openSession(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    application_name: 'tenban-running',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(
    'set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3',
  );
  return client;
}

async function isFree(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    'select pg_try_advisory_lock($1) as free',
    [LOCK],
  );
  return rows[0]?.free === true;
}

async function shareOn(client: Client): Promise<void> {
  await client.query('select pg_advisory_lock_shared($1)', [LOCK]);
}
