import type { Reads, Tx } from '../core/ledger.ts';
import type { Db } from './tables.ts';

export function counterReads(db: Db): Reads['counters'] {
  return {
    async get(name) {
      const query = db.selectFrom('counters').select('value').where('name', '=', name);
      return (await query.executeTakeFirst())?.value ?? 0;
    },
  };
}

export function counterWrites(db: Db): Tx['counters'] {
  return {
    ...counterReads(db),

    async next(name) {
      const { value } = await db
        .insertInto('counters')
        .values({ name, value: 1 })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet(({ eb }) => ({ value: eb('counters.value', '+', 1) })),
        )
        .returning('value')
        .executeTakeFirstOrThrow();
      return value;
    },
  };
}
