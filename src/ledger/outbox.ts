import type { OutboxRow, Reads, Tx } from '../core/ledger.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<OutboxRow, 'address' | 'reader' | 'message'>(
  'address',
  'reader',
  'message',
);

export function outboxReads(db: Db): Reads['outbox'] {
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
  };
}
