import type { Value } from './graphql.ts';
import type { Place, Store } from './store.ts';
import type { SimBill } from './types.ts';
import { billView } from './views.ts';

const LARGEST_PAGE = 100;

type Listing = {
  args: Record<string, unknown>;
  days: { zone: string; untilIncluded: boolean };
  isSpoken(bill: SimBill): boolean;
};

/** One page, oldest first. Cursors name a place in time, so they stay good while bills come and go. */
export function ordersView(store: Store, { args, days, isSpoken }: Listing): Value {
  const first = Math.min(Number(args['first'] ?? 50), LARGEST_PAGE);
  const dayOf = (name: string): Temporal.PlainDate | null =>
    typeof args[name] === 'string' ? Temporal.PlainDate.from(args[name]) : null;
  const startOf = (day: Temporal.PlainDate): number =>
    day.toZonedDateTime(days.zone).epochMilliseconds;
  const [from, to] = [dayOf('sinceCreatedAt'), dayOf('untilCreatedAt')];
  const since = from === null ? 0 : startOf(from);
  const until = to === null ? Infinity : startOf(days.untilIncluded ? to.add({ days: 1 }) : to);
  const nodes: SimBill[] = [];
  let more = false;
  for (const bill of store.after({ since, until, place: placeOf(args['after']) })) {
    if (!isSpoken(bill) || (args['stage'] ?? bill.stage) !== bill.stage) continue;
    more = nodes.length === first;
    if (more) break;
    nodes.push(bill);
  }
  const last = nodes.at(-1);
  return {
    pageInfo: {
      hasNextPage: more,
      hasPreviousPage: false,
      endCursor: last === undefined ? null : cursorOf(last),
    },
    nodes: nodes.map(billView),
  };
}

function cursorOf({ createdAt, number }: Place): string {
  return Buffer.from(`${createdAt}:${number}`).toString('base64url');
}

function placeOf(cursor: unknown): Place | null {
  if (typeof cursor !== 'string') return null;
  const [createdAt, number] = Buffer.from(cursor, 'base64url').toString().split(':').map(Number);
  if (createdAt === undefined || number === undefined || Number.isNaN(createdAt + number))
    throw new SyntaxError('Cursor is not valid');
  return { createdAt, number };
}
