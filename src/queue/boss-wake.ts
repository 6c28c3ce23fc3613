import type { PgBoss } from 'pg-boss';
import type { Log } from '../core/log.ts';

const CHANNEL = 'tenban_jobs';

/** Tells the other processes that there is work; what is asked for meanwhile is told together. */
export function createWaker(boss: PgBoss, log: Log): () => void {
  let asked = false;
  let telling = false;

  async function tell(): Promise<void> {
    telling = true;
    while (asked) {
      asked = false;
      await notify();
    }
    telling = false;
  }

  async function notify(): Promise<void> {
    try {
      await boss.getDb().executeSql(`select pg_notify($1, '')`, [CHANNEL]);
    } catch (error) {
      log.warn({ err: error }, 'other processes could not be woken: they look every second');
    }
  }

  return () => {
    asked = true;
    if (!telling) void tell();
  };
}

/** Calls `wake` when another process says that there is work, and when that may have been missed. Returns how to end it. */
export async function listen(
  boss: PgBoss,
  log: Log,
  wake: () => void,
): Promise<() => Promise<void>> {
  try {
    const handle = await boss.getDb().listen?.(CHANNEL, wake, wake);
    return async () => handle?.close();
  } catch (error) {
    log.warn({ err: error }, 'nothing can wake this process: it looks every second');
    return async () => undefined;
  }
}
