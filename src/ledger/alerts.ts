import { sql } from 'kysely';
import type { AlertReads, AlertRow, AlertWrites } from '../core/alert.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<AlertRow, 'message'>('message');
/** Written out, not bound, where the unique index on causes must be recognised by its condition. */
const RESOLVED = sql.lit<'resolved'>('resolved');

export function alertReads(db: Db): AlertReads {
  const rows = () => db.selectFrom('alerts').selectAll();
  const ofCause = (shop: string, kind: string, cause: string) =>
    rows().where('shop', '=', shop).where('kind', '=', kind).where('cause', '=', cause);

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

    async list({ shops, states, kind, summary, limit }) {
      if (shops.length === 0) return [];
      let query = rows().where('shop', 'in', shops);
      if (states !== undefined) query = query.where('state', 'in', states);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      if (summary === null) query = query.where('summary', 'is', null);
      else if (summary !== undefined) query = query.where('summary', '=', summary);
      const found = await query.orderBy('ordinal', 'desc').limit(limit).execute();
      return found.map(columns.load);
    },

    async open(shop, kind, cause) {
      const row = await ofCause(shop, kind, cause)
        .where('state', '!=', 'resolved')
        .executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },

    async ended(shop, kind, cause) {
      const query = ofCause(shop, kind, cause).where('state', '=', 'resolved');
      const row = await query.orderBy('ordinal', 'desc').limit(1).executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },

    async begun(shop, kind, since) {
      const { count } = await db
        .selectFrom('alerts')
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .where('shop', '=', shop)
        .where('kind', '=', kind)
        .where('firstAt', '>=', since)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async notes(id) {
      const found = await db
        .selectFrom('alertNotes')
        .select(['alert', 'at', 'by', 'via', 'kind', 'text'])
        .where('alert', '=', id)
        .orderBy('ordinal')
        .execute();
      return found.map((row) => ({ ...row }));
    },
  };
}

export function alertWrites(db: Db): AlertWrites {
  return {
    ...alertReads(db),

    async add(row) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('alerts')
        .values(columns.store(row))
        .onConflict((conflict) =>
          conflict.columns(['shop', 'kind', 'cause']).where('state', '!=', RESOLVED).doNothing(),
        )
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    async again(shop, kind, cause, at) {
      const row = await db
        .updateTable('alerts')
        .set(({ eb }) => ({
          count: eb('count', '+', 1),
          version: eb('version', '+', 1),
          lastAt: at,
        }))
        .where('shop', '=', shop)
        .where('kind', '=', kind)
        .where('cause', '=', cause)
        .where('state', '!=', 'resolved')
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },

    async change(id, version, change) {
      const { numUpdatedRows } = await db
        .updateTable('alerts')
        .set({ ...change, version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async note(row) {
      await db.insertInto('alertNotes').values(row).execute();
    },
  };
}
