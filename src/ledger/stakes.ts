import type { StakeFilter, StakeReads, StakeWrites } from '../core/approval.ts';
import type { Db } from './tables.ts';

export function stakeReads(db: Db): StakeReads {
  function sumOf({ shop, currency, commands, except }: StakeFilter) {
    let query = db
      .selectFrom('stakes')
      .select(({ fn }) => fn.sum<number | string | null>('amount').as('sum'))
      .where('shop', '=', shop)
      .where('currency', '=', currency);
    if (commands !== undefined) query = query.where('command', 'in', commands);
    if (except !== undefined) query = query.where('id', '!=', except);
    return query;
  }

  return {
    async day({ from, to, ...filter }) {
      const query = sumOf(filter).where(({ eb, and, or }) =>
        or([eb('doneAt', 'is', null), and([eb('at', '>=', from), eb('at', '<', to)])]),
      );
      return amountOf(await query.executeTakeFirstOrThrow());
    },

    async open({ subject, ...filter }) {
      const query = sumOf(filter).where('subject', '=', subject).where('doneAt', 'is', null);
      return amountOf(await query.executeTakeFirstOrThrow());
    },
  };
}

/** A sum of nothing is null, and PostgreSQL's is a text. */
function amountOf({ sum }: { sum: number | string | null }): number {
  return Number(sum ?? 0);
}

export function stakeWrites(db: Db): StakeWrites {
  return {
    ...stakeReads(db),

    async put(row) {
      const { id: _, ...change } = row;
      await db
        .insertInto('stakes')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
        .execute();
    },

    async done(id, at) {
      await db.updateTable('stakes').set({ doneAt: at }).where('id', '=', id).execute();
    },

    async free(id) {
      await db.deleteFrom('stakes').where('id', '=', id).execute();
    },
  };
}
