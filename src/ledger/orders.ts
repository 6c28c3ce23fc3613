import type { OrderReads, OrderRow, OrderWrites } from '../core/order.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<OrderRow, 'detail'>('detail');

export function orderReads(db: Db): OrderReads {
  const ofConnection = (connection: string) =>
    db.selectFrom('orders').selectAll().where('connection', '=', connection);

  return {
    async get(connection, order) {
      const row = await ofConnection(connection).where('order', '=', order).executeTakeFirst();
      return row === undefined ? null : columns.load(row);
    },

    async getAll(connection, orders) {
      if (orders.length === 0) return new Map();
      const rows = await ofConnection(connection).where('order', 'in', orders).execute();
      return new Map(rows.map((row) => [row.order, columns.load(row)]));
    },

    async list({ connection, statuses, limit, after }) {
      if (statuses.length === 0) return [];
      let query = ofConnection(connection).where('status', 'in', statuses);
      if (after !== undefined)
        query = query.where((is) =>
          is.or([
            is('at', '>', after.at),
            is.and([is('at', '=', after.at), is('order', '>', after.order)]),
          ]),
        );
      const rows = await query.orderBy('at').orderBy('order').limit(limit).execute();
      return rows.map(columns.load);
    },

    async counts(connection) {
      const rows = await db
        .selectFrom('orders')
        .select(({ fn }) => ['status', fn.countAll<number | string>().as('count')])
        .where('connection', '=', connection)
        .groupBy('status')
        .execute();
      return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
    },
  };
}

export function orderWrites(db: Db): OrderWrites {
  return {
    ...orderReads(db),

    async put(row) {
      const stored = { ...columns.store(row), version: row.version + 1 };
      if (row.version === 0) {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('orders')
          .values(stored)
          .onConflict((conflict) => conflict.columns(['connection', 'order']).doNothing())
          .executeTakeFirst();
        return numInsertedOrUpdatedRows === 1n;
      }
      const { status, detail, at, version } = stored;
      const { numUpdatedRows } = await db
        .updateTable('orders')
        .set({ status, detail, at, version })
        .where('connection', '=', row.connection)
        .where('order', '=', row.order)
        .where('version', '=', row.version)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}
