import type { Json } from '../../core/json.ts';
import { readOrigin } from '../../core/echo.ts';
import type { Desk } from './desk.ts';
import type { Counts, Poll } from './poll.ts';

type Span = { from: number; to: number };

/**
 * What lies between the last cycle of the connection before and this one, without what CNV's own connector wrote until
 * `connectorOff` (epoch ms); null when nothing does.
 */
export function gapOf(
  { until }: Pick<Poll, 'until'>,
  connectedAt: number | null,
  connectorOff: number | null,
): Span | null {
  if (until === null || connectedAt === null) return null;
  const from = Math.max(until, connectorOff ?? until);
  return from >= connectedAt ? null : { from, to: connectedAt };
}

/** What changed in a gap, counted by asking both. Copies of the other side's are none of it. */
export async function countGap({ context: { nhanh, cnv } }: Desk, span: Span): Promise<Counts> {
  const made = isMadeIn(span);
  return {
    products: await count(
      (next) => nhanh.products(span, next),
      (row) => !row.isParent,
    ),
    orders: await count(
      (next) => nhanh.orders('updated', span, next),
      ({ appOrderId }) => readOrigin(appOrderId)?.system !== 'cnv',
    ),
    bills: await count(
      (next) => nhanh.retailBills(span, next),
      (bill) => bill.order === null && made(bill),
    ),
    hubOrders: await count(
      (next) => cnv.listChangedOrders(span, next),
      (row) => readOrigin(row.ref)?.system !== 'nhanh' && made(row),
    ),
  };
}

function isMadeIn({ from, to }: Span) {
  return ({ createdAt }: { createdAt: number | null }): boolean =>
    createdAt === null || (createdAt >= from && createdAt < to);
}

async function count<Row>(
  list: (next: Json | null) => Promise<{ rows: Row[]; next: Json | null }>,
  counts: (row: Row) => boolean,
): Promise<number> {
  let [found, next]: [number, Json | null] = [0, null];
  do {
    const page: { rows: Row[]; next: Json | null } = await list(next);
    found += page.rows.filter(counts).length;
    next = page.next;
  } while (next !== null);
  return found;
}
