import { sql } from 'kysely';
import type { PulseReads, PulseWrites } from '../core/pulse.ts';
import type { Db } from './tables.ts';

export function pulseReads(db: Db): PulseReads {
  return {
    async list(shop) {
      const rows = await db.selectFrom('pulses').selectAll().where('shop', '=', shop).execute();
      return rows.map((row) => ({ ...row }));
    },
  };
}

export function pulseWrites(db: Db): PulseWrites {
  return {
    ...pulseReads(db),

    async put(row) {
      const { shop, okAt, failedAt, code } = row;
      const later = (column: 'okAt' | 'failedAt', value: number | null) =>
        sql<number | null>`case when ${value} > coalesce(${sql.ref(`pulses.${column}`)}, 0)
          then ${value} else ${sql.ref(`pulses.${column}`)} end`;
      await db
        .insertInto('pulses')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('connection').doUpdateSet({
            shop,
            okAt: later('okAt', okAt),
            failedAt: later('failedAt', failedAt),
            ...(failedAt !== null && {
              code: sql<
                string | null
              >`case when ${failedAt} > coalesce(${sql.ref('pulses.failedAt')}, 0)
                then ${code} else ${sql.ref('pulses.code')} end`,
            }),
          }),
        )
        .execute();
    },
  };
}
