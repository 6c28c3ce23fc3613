import type { ApprovalReads, ApprovalRow, ApprovalWrites } from '../core/approval.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<
  ApprovalRow,
  'input' | 'plan' | 'stake' | 'over' | 'appeal' | 'address' | 'reader'
>('input', 'plan', 'stake', 'over', 'appeal', 'address', 'reader');

export function approvalReads(db: Db): ApprovalReads {
  const rows = () => db.selectFrom('approvals').selectAll();

  return {
    async get(id) {
      const row = await rows().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },

    async byNumber(shop, number) {
      const query = rows().where('shop', '=', shop).where('number', '=', number);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },

    async list(shops, states, limit) {
      if (shops.length === 0) return [];
      const query = rows().where('shop', 'in', shops).where('state', 'in', states);
      const found = await query.orderBy('ordinal', 'desc').limit(limit).execute();
      return found.map(columns.load);
    },
  };
}

export function approvalWrites(db: Db): ApprovalWrites {
  return {
    ...approvalReads(db),

    async add(row) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('approvals')
        .values(columns.store(row))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async decide(id, from, change) {
      const { numUpdatedRows } = await db
        .updateTable('approvals')
        .set(({ eb }) => ({ ...columns.change(change), version: eb('version', '+', 1) }))
        .where('id', '=', id)
        .where('state', '=', from)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async forget(before) {
      const old = await db
        .selectFrom('approvals')
        .selectAll()
        .where('decidedAt', '<', before)
        .where('input', '!=', '{}')
        .execute();
      for (const row of old) {
        const change = columns.change(wordless(columns.load(row)));
        await db.updateTable('approvals').set(change).where('id', '=', row.id).execute();
      }
      return old.length;
    },
  };
}

/** What it was about and how it ended stays; the hash still says what was approved. */
function wordless({ appeal: { what }, stake, state, why }: ApprovalRow): Partial<ApprovalRow> {
  return {
    input: {},
    plan: null,
    appeal: { what, lines: [] },
    stake: stake && { ...stake, reason: null },
    why: state === 'void' ? why : null,
  };
}
