import type { Tx } from '../core/ledger.ts';
import type { Mark, OrderDesk } from '../core/order.ts';
import type { Shop } from '../core/settings.ts';
import type { House } from './house.ts';

/** A shop's orders. A connection of another shop has none here. */
export function orderDesk({ ledger, settings }: House, shop: Shop): OrderDesk {
  async function isOwn(id: string): Promise<boolean> {
    return (await settings.get('connections', id))?.shop === shop.id;
  }

  return {
    get: async (connection, order) =>
      (await isOwn(connection)) ? ledger.orders.get(connection, order) : null,
    getAll: async (connection, orders) =>
      (await isOwn(connection)) ? ledger.orders.getAll(connection, orders) : new Map(),
    list: async (filter) => ((await isOwn(filter.connection)) ? ledger.orders.list(filter) : []),
    counts: async (connection) =>
      (await isOwn(connection)) ? ledger.orders.counts(connection) : {},
    async put(rows) {
      if (rows.some((row) => row.shop !== shop.id)) return false;
      try {
        await ledger.write(async (tx) => {
          for (const row of rows) if (!(await tx.orders.put(row))) throw new Changed();
        });
        return true;
      } catch (error) {
        if (error instanceof Changed) return false;
        throw error;
      }
    },
  };
}

/** Changes rows as they are in this transaction: nobody comes in between. */
export async function putMarks(tx: Tx, marks: readonly Mark[]): Promise<void> {
  for (const { connection, order, mark } of marks) {
    const row = mark(await tx.orders.get(connection, order));
    if (row !== null) await tx.orders.put(row);
  }
}

/** A row was changed meanwhile: what was written with it is undone. */
class Changed extends Error {
  override name = 'Changed';
}
