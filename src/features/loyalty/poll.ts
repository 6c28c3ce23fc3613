import { z } from 'zod';
import type { Mark, OrderRow } from '../../core/order.ts';
import type { Place } from './row.ts';

/** How far the sync of a connection is: a row beside the others, written in one transaction with what was read. */
export const POLL = 'poll';

const Moment = z.number().nullable().default(null);
export const Counts = z.object({
  products: z.int(),
  orders: z.int(),
  bills: z.int(),
  hubOrders: z.int(),
});
export type Counts = z.infer<typeof Counts>;
const Gap = z.object({ from: z.number(), to: z.number(), counts: Counts });
export type Gap = z.infer<typeof Gap>;
const Unheard = z.object({ count: z.int(), first: z.number() });
/** Changes that were seen by asking and that no webhook told of. */
export type Unheard = z.infer<typeof Unheard>;

/** Times in epoch ms. */
const Poll = z.object({
  /** All that changed until then was seen. */
  until: Moment,
  /** Of the connection that `until` belongs to. */
  connectedAt: Moment,
  /** Categories go once after connecting. */
  categoriesAt: Moment,
  /** When a webhook last came. */
  heardAt: Moment,
  unheard: Unheard.nullable().default(null),
  /** What changed while the shop was not connected, until somebody decides about it. */
  gap: Gap.nullable().default(null),
});
export type Poll = z.infer<typeof Poll>;

export function readPoll(row: OrderRow | null): Poll {
  return Poll.parse(row?.detail ?? {});
}

export function markPoll(
  { connection, shop }: Place,
  at: number,
  change: (poll: Poll) => Partial<Poll>,
): Mark {
  return {
    connection,
    order: POLL,
    mark(row) {
      const poll = readPoll(row);
      const detail = { ...poll, ...change(poll) };
      const version = row?.version ?? 0;
      return { connection, order: POLL, shop, status: POLL, detail, at, version };
    },
  };
}

/** So many changes without a webhook are a silence, and not one that was lost. */
const SILENCE = 3;

/** What has not been heard of, after a cycle saw `seen` more. A webhook since then ends the silence. */
export function afterCycle({ heardAt, unheard }: Poll, seen: Unheard | null): Unheard | null {
  const before = unheard !== null && (heardAt ?? 0) < unheard.first ? unheard : null;
  if (seen === null || (heardAt ?? 0) > seen.first) return before;
  return { count: (before?.count ?? 0) + seen.count, first: before?.first ?? seen.first };
}

export function isSilence(unheard: Unheard | null): boolean {
  return unheard !== null && unheard.count >= SILENCE;
}
