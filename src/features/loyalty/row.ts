import { z } from 'zod';
import type { Json } from '../../core/json.ts';
import type { Mark, OrderRow } from '../../core/order.ts';

/**
 * What is known of one thing that is synced. Its row belongs to the connection to Nhanh and is named by its kind and its id
 * there; orders of CNV that Nhanh does not have yet by their id at CNV, customers by their phone in its one spelling.
 */
export const KINDS = ['category', 'product', 'order', 'bill', 'customer', 'hub-order'] as const;
export type Kind = (typeof KINDS)[number];

/**
 * `linked` is an order of CNV that Nhanh has: from then on its row is that order's. `skipped` is none of the sync's, such as
 * a sale without a buyer.
 */
export const STATUSES = ['waiting', 'synced', 'held', 'failed', 'skipped', 'linked'] as const;
export type Status = (typeof STATUSES)[number];

const Moment = z.number().nullable().default(null);
const Words = z.string().nullable().default(null);

/** Times in epoch ms. */
const Detail = z.object({
  /** When a webhook last spoke of it, it was last read, and last written to the other side. */
  hookAt: Moment,
  readAt: Moment,
  writtenAt: Moment,
  /** Of what the other side was last given: the same again is no change. */
  hash: Words,
  /** Its id at CNV. */
  cnv: Words,
  /** Where it was made. */
  origin: z.enum(['nhanh', 'cnv']).default('nhanh'),
  /** Its id in Nhanh, where its row is named otherwise. */
  nhanh: Words,
  /** Writes that ended: the next one has its own operation. */
  writes: z.int().default(0),
  /** Why it is held or failed, `reasons.loyalty.…`, and the other system's words. */
  reason: Words,
  words: Words,
  /** What people know it by. */
  name: Words,
  /** Products that it waits for. */
  missing: z.array(z.string()).default([]),
  /** Not tried again before then. */
  retryAt: Moment,
  tries: z.int().default(0),
  /** What was refused, to be tried again only when it is another. */
  tried: Words,
  /** The sale whose buyer was passed on. */
  carried: Words,
  /** A write of it has an outcome that is not known yet. */
  doubt: z.boolean().default(false),
  /** When it was made, where it cannot be read by its id. */
  madeAt: Moment,
});
export type Detail = z.infer<typeof Detail>;

export type State = { status: Status; detail: Detail };

const Read = z.object({ status: z.enum(STATUSES), detail: Detail });

export function readState(row: OrderRow | null | undefined): State {
  if (row === null || row === undefined) return { status: 'waiting', detail: Detail.parse({}) };
  return Read.parse(row);
}

export function rowId(kind: Kind, id: string): string {
  return `${kind}:${id}`;
}

/** Null for a row that is no such thing. */
export function readRowId(order: string): { kind: Kind; id: string } | null {
  const split = order.indexOf(':');
  const kind = z.enum(KINDS).safeParse(order.slice(0, split));
  return kind.success && split > 0 ? { kind: kind.data, id: order.slice(split + 1) } : null;
}

export type Place = { connection: string; shop: string };
export type Change = { status: Status } & Partial<Detail>;

/**
 * What came of a thing that was read at a time. A webhook that spoke of it since has it wait to be read again, whatever came
 * of this reading.
 */
export function markRead(
  place: Place,
  order: string,
  { readAt, ...change }: Change & { readAt: number },
): Mark {
  return markRow(place, order, readAt, ({ detail }) => {
    const { status, ...fields } = change;
    const overtaken = detail.hookAt !== null && detail.hookAt > readAt;
    const { hookAt } = detail;
    return {
      status: overtaken ? 'waiting' : status,
      detail: { ...detail, ...fields, readAt, hookAt },
    };
  });
}

/** Has a thing be read again; `hookAt` is when a webhook spoke of it. */
export function markWaiting(
  place: Place,
  order: string,
  about: { at: number; hookAt?: number },
): Mark {
  return markRow(place, order, about.at, ({ detail }) => ({
    status: 'waiting',
    detail: {
      ...detail,
      retryAt: null,
      ...(about.hookAt !== undefined && { hookAt: about.hookAt }),
    },
  }));
}

function markRow(
  { connection, shop }: Place,
  order: string,
  at: number,
  change: (state: State) => State,
): Mark {
  return {
    connection,
    order,
    mark(row) {
      const { status, detail } = change(readState(row));
      const since = row?.status === status ? row.at : at;
      const version = row?.version ?? 0;
      return { connection, order, shop, status, detail: jsonOf(detail), at: since, version };
    },
  };
}

/** A detail is plain data; the type does not say so of its optional parts. */
function jsonOf(detail: Detail): Json {
  return z.json().parse(detail);
}
