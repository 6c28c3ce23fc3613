import type { Json } from './json.ts';

/**
 * What Tenban itself knows of one order of a remote system beside what that system says: a link status, when something was
 * first seen, what it was matched with. Times in epoch ms.
 */
export type OrderRow = {
  connection: string;
  /** The remote system's own id of the order, bill or product. */
  order: string;
  shop: string;
  /** The feature's own word, to be searched by. */
  status: string;
  detail: Json;
  /** When `status` last changed. */
  at: number;
  /** Grows with every change; 0 for one that is not there yet. */
  version: number;
};

/** A change of a row as it is at that moment: pure, and null leaves it as it is. */
export type Mark = {
  connection: string;
  order: string;
  mark(row: OrderRow | null): OrderRow | null;
};

export interface OrderReads {
  get(connection: string, order: string): Promise<OrderRow | null>;
  getAll(connection: string, orders: readonly string[]): Promise<Map<string, OrderRow>>;
  /** Those in one of these statuses, longest there first; `after` continues behind a row of an earlier page. */
  list(filter: {
    connection: string;
    statuses: readonly string[];
    limit: number;
    after?: { at: number; order: string };
  }): Promise<OrderRow[]>;
  counts(connection: string): Promise<{ [status: string]: number }>;
}

export interface OrderWrites extends OrderReads {
  /** Writes the row where it still has the version given, 0 for a new one; the version then grows by one. */
  put(row: OrderRow): Promise<boolean>;
}

/** The orders of a shop's connections, for its commands. What belongs to another shop is not there. */
export type OrderDesk = OrderReads & {
  /** Writes rows that still have the versions given, all or none. */
  put(rows: readonly OrderRow[]): Promise<boolean>;
};
