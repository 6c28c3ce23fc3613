import type { Db } from 'pg-boss';
import { z } from 'zod';

/**
 * Which job holds a key. pg-boss has no column left for it: its own key orders the jobs of a group. Taking a key locks
 * its row, so that two who enqueue the same one at once come one after the other.
 */
const TABLE = '"jobKeys"';

const Holders = z.array(z.object({ job: z.string() }));

/** Processes that start together make the table one after the other. */
export async function makeKeyTable(db: Db): Promise<void> {
  await db.executeSql(
    `begin; select pg_advisory_xact_lock(hashtext('tenban.jobKeys'));
     create table if not exists ${TABLE} (key text primary key, job uuid not null); commit`,
  );
}

/** Takes the key for a job unless another holds it. Returns the job that does now. */
export async function takeKey(db: Db, key: string, job: string): Promise<string> {
  const { rows } = await db.executeSql(
    `insert into ${TABLE} as held (key, job) values ($1, $2)
     on conflict (key) do update set job = held.job returning job`,
    [key, job],
  );
  return Holders.parse(rows)[0]?.job ?? job;
}

/** Gives a key that was taken to another job. */
export async function passKey(db: Db, key: string, job: string): Promise<void> {
  await db.executeSql(`update ${TABLE} set job = $2 where key = $1`, [key, job]);
}

/** Frees the key where this job still holds it. */
export async function freeKey(db: Db, key: string, job: string): Promise<void> {
  await db.executeSql(`delete from ${TABLE} where key = $1 and job = $2`, [key, job]);
}
