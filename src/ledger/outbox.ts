import { sql } from 'kysely';
import type { OutboxRow, Reads, Tx } from '../core/ledger.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<OutboxRow, 'address' | 'reader' | 'message'>(
  'address',
  'reader',
  'message',
);

/** Written out, not bound, where a partial index must be recognised by its condition. */
const HELD = sql.lit<'held'>('held');
const WAITING = sql.lit<'waiting'>('waiting');

export function outboxReads(db: Db): Reads['outbox'] {
  const inState = async (
    conversation: string,
    state: typeof HELD | typeof WAITING,
    limit: number,
  ): Promise<OutboxRow[]> => {
    const rows = await db
      .selectFrom('outbox')
      .selectAll()
      .where('conversation', '=', conversation)
      .where('state', '=', state)
      .orderBy('createdAt')
      .limit(limit)
      .execute();
    return rows.map(columns.load);
  };
  return {
    async get(id) {
      const row = await db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },

    async byKey(key) {
      const query = db.selectFrom('outbox').selectAll().where('key', '=', key);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },

    async about(about) {
      const query = db.selectFrom('outbox').selectAll().where('about', '=', about);
      const rows = await query.orderBy('createdAt').execute();
      return rows.map(columns.load);
    },

    async heldCount() {
      const query = db.selectFrom('outbox').where('state', '=', HELD);
      const row = await query
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },

    held: (conversation, limit) => inState(conversation, HELD, limit),
    waiting: (conversation, limit) => inState(conversation, WAITING, limit),

    async pack(pack) {
      const query = db.selectFrom('outbox').selectAll().where('pack', '=', pack);
      const rows = await query.orderBy('createdAt').execute();
      return rows.map(columns.load);
    },
  };
}

export function outboxWrites(db: Db): Tx['outbox'] {
  return {
    ...outboxReads(db),

    async add(row) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('outbox')
        .values(columns.store(row))
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async update(id, from, change) {
      const { numUpdatedRows } = await db
        .updateTable('outbox')
        .set(columns.change(change))
        .where('id', '=', id)
        .where('state', 'in', from)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async drop(beginning) {
      const pattern = `${beginning.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
      let dropped = 0n;
      for (const state of [HELD, WAITING]) {
        const { numUpdatedRows } = await db
          .updateTable('outbox')
          .set({ state: 'dropped', heldUntil: null })
          .where('state', '=', state)
          .where(sql<boolean>`conversation like ${pattern} escape '\\'`)
          .executeTakeFirst();
        dropped += numUpdatedRows;
      }
      return Number(dropped);
    },

    async expire(before) {
      const { numDeletedRows } = await db
        .deleteFrom('outbox')
        .where('createdAt', '<', before)
        .where('state', 'in', ['sent', 'failed', 'dropped'])
        .where(({ eb, or }) =>
          or([eb('about', 'is', null), eb('about', 'not in', openRecords(db))]),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

/** The records whose cards may still be drawn anew, as cards name them. */
function openRecords(db: Db) {
  const named = (kind: string) =>
    sql<string>`${sql.lit(`${kind}:`)} || ${sql.ref('id')}`.as('about');
  const alerts = db.selectFrom('alerts').where('state', '!=', 'resolved');
  const approvals = db.selectFrom('approvals').where('state', '=', 'pending');
  const runs = db.selectFrom('runs').where('endedAt', 'is', null);
  return alerts
    .select(named('alert'))
    .unionAll(alerts.select(named('reminder')))
    .unionAll(approvals.select(named('approval')))
    .unionAll(runs.select(named('run')));
}
