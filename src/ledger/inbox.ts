import type { NewInboxRow, Reads, Tx } from '../core/ledger.ts';
import { carryOut } from './carry-out.ts';
import type { Db } from './tables.ts';

const EMPTY = new Uint8Array();

export function inboxReads(db: Db): Reads['inbox'] {
  return {
    async get(id) {
      const row = await db.selectFrom('inbox').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : { ...row };
    },
  };
}

export function inboxWrites(db: Db): Tx['inbox'] {
  return {
    ...inboxReads(db),

    accept: async (row) => (await acceptAll(db, [row])).has(row.id),
    acceptAll: (rows) => acceptAll(db, rows),

    async done(id, at) {
      await carryOut(db, db.updateTable('inbox').set({ doneAt: at }).where('id', '=', id));
    },

    async forget(source, account, ref) {
      const { numUpdatedRows } = await db
        .updateTable('inbox')
        .set({ body: EMPTY })
        .where('source', '=', source)
        .where('account', '=', account)
        .where('ref', '=', ref)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    async expire(before) {
      const { numUpdatedRows } = await db
        .updateTable('inbox')
        .set({ body: EMPTY })
        .where('receivedAt', '<', before)
        .where('doneAt', 'is not', null)
        .where('body', '!=', EMPTY)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
  };
}

async function acceptAll(db: Db, rows: readonly NewInboxRow[]): Promise<Set<string>> {
  const added = await db
    .insertInto('inbox')
    .values(rows.map((row) => ({ ...row, doneAt: null })))
    .onConflict((conflict) => conflict.columns(['source', 'account', 'event']).doNothing())
    .returning('id')
    .execute();
  return new Set(added.map(({ id }) => id));
}
