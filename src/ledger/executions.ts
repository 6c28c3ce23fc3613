import { sql } from 'kysely';
import type { ExecutionRow, Reads, Tx } from '../core/ledger.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<ExecutionRow, 'input' | 'plan' | 'address' | 'reader'>(
  'input',
  'plan',
  'address',
  'reader',
);

/** Written out, not bound, where the partial index must be recognised by its condition. */
const NO_WORDS = sql.lit('{}');

export function executionReads(db: Db): Reads['executions'] {
  return {
    async get(id) {
      const query = db.selectFrom('executions').selectAll().where('id', '=', id);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },

    async open(shop, command) {
      const rows = await db
        .selectFrom('executions')
        .selectAll()
        .where('shop', '=', shop)
        .where('endedAt', 'is', null)
        .where('command', '=', command)
        .execute();
      return rows.map(columns.load);
    },
  };
}

export function executionWrites(db: Db): Tx['executions'] {
  return {
    ...executionReads(db),

    async add(row) {
      await db.insertInto('executions').values(columns.store(row)).execute();
    },

    async end(id, at) {
      const { numUpdatedRows } = await db
        .updateTable('executions')
        .set({ endedAt: at })
        .where('id', '=', id)
        .where('endedAt', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async forget(before) {
      const { numUpdatedRows } = await db
        .updateTable('executions')
        .set({ input: '{}', plan: 'null' })
        .where('endedAt', '<', before)
        .where('input', '!=', NO_WORDS)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
  };
}
