import type { Reads, Tx, VerdictRow } from '../core/ledger.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<VerdictRow, 'detail'>('detail');

export function verdictReads(db: Db): Reads['verdicts'] {
  return {
    async of(shop, system, order, limit) {
      const rows = await db
        .selectFrom('verdicts')
        .selectAll()
        .where('shop', '=', shop)
        .where('system', '=', system)
        .where('order', '=', order)
        .orderBy('at', 'desc')
        .orderBy('ordinal', 'desc')
        .limit(limit)
        .execute();
      return rows.map(columns.load);
    },

    async counts(run) {
      const rows = await db
        .selectFrom('verdicts')
        .select(({ fn }) => ['verdict', fn.countAll<number | string>().as('count')])
        .where('run', '=', run)
        .groupBy('verdict')
        .execute();
      const counts = { booked: 0, skipped: 0, held: 0, failed: 0 };
      for (const { verdict, count } of rows) counts[verdict] = Number(count);
      return counts;
    },
  };
}

export function verdictWrites(db: Db): Tx['verdicts'] {
  return {
    ...verdictReads(db),

    /** A page that is run again after a crash decides again: the run's last word on an order stands. */
    async put(rows) {
      for (const row of rows) {
        const stored = columns.store(row);
        const { verdict, reason, detail, at } = stored;
        await db
          .insertInto('verdicts')
          .values(stored)
          .onConflict((conflict) =>
            conflict
              .columns(['run', 'shop', 'system', 'order'])
              .doUpdateSet({ verdict, reason, detail, at }),
          )
          .execute();
      }
    },
  };
}
