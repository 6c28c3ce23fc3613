import type { Mark, OrderRow } from '../../core/order.ts';

/** Rows of bills that a webhook spoke of and that have not been read since. */
export const HINTED = 'hinted';
const READ = 'read';
const PREFIX = 'hint:';

export type Place = { connection: string; shop: string };

/** Notes that a webhook spoke of a bill, by Page365's id of it. */
export function hinted(place: Place, bill: string, at: number): Mark {
  const order = `${PREFIX}${bill}`;
  return {
    connection: place.connection,
    order,
    mark: (row) => ({ ...(row ?? newRow(place, order)), status: HINTED, at }),
  };
}

/** Notes that the bill was read, unless a webhook spoke of it again meanwhile. */
export function readSince({ connection, order, version }: OrderRow, at: number): Mark {
  const mark = (row: OrderRow | null): OrderRow | null =>
    row === null || row.version !== version ? null : { ...row, status: READ, at };
  return { connection, order, mark };
}

export function billOf({ order }: OrderRow): string {
  return order.slice(PREFIX.length);
}

function newRow(place: Place, order: string): OrderRow {
  return { ...place, order, status: HINTED, detail: null, at: 0, version: 0 };
}
