import type { Reads, Tx, Verdict, VerdictPiece, VerdictRow } from '../core/ledger.ts';
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
      const counts = { booked: 0, skipped: 0, held: 0, failed: 0 };
      for (const { verdict, count } of await tally(db, run)) counts[verdict] += count;
      return counts;
    },

    tally: (run) => tally(db, run),

    async decided(run, verdicts, limit) {
      if (verdicts.length === 0) return [];
      const query = db.selectFrom('verdicts').selectAll().where('run', '=', run);
      const rows = await query
        .where('verdict', 'in', verdicts)
        .orderBy('ordinal')
        .limit(limit)
        .execute();
      return rows.map(columns.load);
    },

    walk: (run, verdicts, piece) => walk(db, { run, verdicts, piece }),

    async list({ shop, system, kind, verdicts, order, since, until, limit }) {
      let query = db.selectFrom('verdicts').selectAll('verdicts').where('verdicts.shop', '=', shop);
      query = query.where('system', '=', system);
      if (kind !== undefined)
        query = query.where('run', 'in', (from) =>
          from.selectFrom('runs').select('runs.id').where('runs.kind', '=', kind),
        );
      if (verdicts !== undefined) query = query.where('verdict', 'in', verdicts);
      if (order !== undefined) query = query.where('order', '=', order);
      if (since !== undefined) query = query.where('at', '>=', since);
      if (until !== undefined) query = query.where('at', '<', until);
      const rows = await query
        .orderBy('at', 'desc')
        .orderBy('ordinal', 'desc')
        .limit(limit)
        .execute();
      return rows.map(columns.load);
    },
  };
}

type Walk = { run: string; verdicts: readonly Verdict[]; piece: VerdictPiece };

/** In the order of the index that keeps each order's verdict of a run unique: a long list is not sorted for every piece. */
async function walk(db: Db, { run, verdicts, piece }: Walk): Promise<VerdictRow[]> {
  if (verdicts.length === 0) return [];
  const { limit, after } = piece;
  let query = db.selectFrom('verdicts').selectAll().where('run', '=', run);
  query = query.where('verdict', 'in', verdicts);
  if (after !== undefined)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('shop', 'system', 'order'), '>', tuple(after.shop, after.system, after.order)),
    );
  const rows = await query
    .orderBy('shop')
    .orderBy('system')
    .orderBy('order')
    .limit(limit)
    .execute();
  return rows.map(columns.load);
}

async function tally(db: Db, run: string): ReturnType<Reads['verdicts']['tally']> {
  const rows = await db
    .selectFrom('verdicts')
    .select(({ fn }) => ['verdict', 'reason', fn.countAll<number | string>().as('count')])
    .where('run', '=', run)
    .groupBy(['verdict', 'reason'])
    .orderBy('reason')
    .execute();
  return rows.map(({ verdict, reason, count }) => ({ verdict, reason, count: Number(count) }));
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
