import { sql } from 'kysely';
import type { JobReads, JobRow, JobWrites } from '../core/jobs.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<JobRow, 'payload'>('payload');

/** Written out, not bound, where the unique index on the keys of waiting jobs must be recognised by its condition. */
const WAITING = sql.lit<'waiting'>('waiting');

export function jobReads(db: Db): JobReads {
  return {
    async due({ now, lane, busyGroups, limit }) {
      const due = db
        .selectFrom('jobs')
        .selectAll()
        .where('state', '=', 'waiting')
        .where('lane', '=', lane)
        .where('runAt', '<=', now)
        .orderBy('priority')
        .orderBy('runAt')
        .orderBy('ordinal')
        .limit(limit);
      const free =
        busyGroups.length === 0
          ? due
          : due.where(({ or, eb }) =>
              or([eb('group', 'is', null), eb('group', 'not in', busyGroups)]),
            );
      return (await free.execute()).map(columns.load);
    },

    async next() {
      const row = await db
        .selectFrom('jobs')
        .select(({ fn }) => fn.min<number | null>('runAt').as('runAt'))
        .where('state', '=', 'waiting')
        .executeTakeFirst();
      return row?.runAt ?? null;
    },

    async counts() {
      const rows = await db
        .selectFrom('jobs')
        .select(({ fn }) => ['state', fn.countAll<number | string>().as('count')])
        .groupBy('state')
        .execute();
      const counts = { waiting: 0, running: 0, failed: 0 };
      for (const { state, count } of rows) counts[state] = Number(count);
      return counts;
    },
  };
}

export function jobWrites(db: Db): JobReads & JobWrites {
  return {
    ...jobReads(db),
    add: (row) => add(db, row),

    /** Counts the attempt at once: a job that takes the process down with it was tried, too. */
    async claim(id) {
      const { numUpdatedRows } = await db
        .updateTable('jobs')
        .set(({ eb }) => ({ state: 'running', attempts: eb('attempts', '+', 1) }))
        .where('id', '=', id)
        .where('state', '=', 'waiting')
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async remove(id) {
      await db.deleteFrom('jobs').where('id', '=', id).execute();
    },

    async postpone(id, change) {
      const row = await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
      if (row !== undefined) await wait(db, { ...columns.load(row), ...change });
    },

    async fail(id, error) {
      await db.updateTable('jobs').set({ state: 'failed', error }).where('id', '=', id).execute();
    },

    async recover() {
      const query = db.selectFrom('jobs').selectAll().where('state', '=', 'running');
      const rows = (await query.orderBy('ordinal').execute()).map(columns.load);
      for (const row of rows) await wait(db, row);
      return rows.length;
    },
  };
}

/** Puts a job back to waiting. One with its key may have been added meanwhile: then that one waits for both. */
async function wait(db: Db, job: JobRow): Promise<void> {
  const { id, key, runAt, attempts, error } = job;
  const twin =
    key === null
      ? undefined
      : await db
          .selectFrom('jobs')
          .select('id')
          .where('key', '=', key)
          .where('state', '=', WAITING)
          .executeTakeFirst();
  if (twin === undefined) {
    const change = { state: 'waiting', runAt, attempts, error } as const;
    await db.updateTable('jobs').set(change).where('id', '=', id).execute();
    return;
  }
  await db.deleteFrom('jobs').where('id', '=', id).execute();
  await add(db, job);
}

/** A person's tap on something that is already waiting also lends it the tap's priority. */
async function add(db: Db, row: JobRow): Promise<void> {
  await db
    .insertInto('jobs')
    .values({ ...columns.store(row), state: 'waiting' })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .where('state', '=', WAITING)
        .where('key', 'is not', null)
        .doUpdateSet({ runAt: lesser('runAt'), priority: lesser('priority') }),
    )
    .execute();
}

function lesser(column: 'runAt' | 'priority') {
  const [mine, theirs] = [sql.ref<number>(`jobs.${column}`), sql.ref<number>(`excluded.${column}`)];
  return sql<number>`case when ${theirs} < ${mine} then ${theirs} else ${mine} end`;
}
