import type { Hub } from './store.ts';
import type { SimMember } from './types.ts';
import { memberRow, membershipRow, orderRow, productRow } from './views.ts';

/** Rows of a page at most. */
const LARGEST_PAGE = 100;

/** Answers what is read; null for an address that is not one of these. */
export function readPath(hub: Hub, path: string, query: URLSearchParams): Response | null {
  const ownerOf = (id: number): SimMember | undefined => hub.members.get(id);
  const place = path.replace(/^\/loyalty\/(customers|orders)/, '/$1');
  const [, kind = '', rest] = /^\/(customers|orders|products)(?:\/(.+))?\.json$/.exec(place) ?? [];
  const member = /^(\d+)\/membership$/.exec(rest ?? '')?.[1];
  if (member !== undefined) return one(ownerOf(Number(member)), membershipRow);
  const id = rest === undefined ? null : Number(rest);
  switch (kind) {
    case 'customers': {
      const view = (row: SimMember): object => memberRow(row);
      return show(hub.members, { kind, id, query, view });
    }
    case 'orders':
      return show(hub.orders, {
        kind,
        id,
        query,
        view: (order) => orderRow(order, ownerOf(order.memberId)),
      });
    case 'products':
      return show(hub.products, { kind, id, query, view: productRow });
    default:
      return null;
  }
}

/** What a member has, by phone, for a till. The partner specification V2.3.2 names these fields. */
export function pointsOf(hub: Hub, phone: string): Response {
  const member = [...hub.members.values()].find((one) => one.phone === phone);
  return one(member, ({ points, level }) => ({
    total_points: points,
    used_points: 0,
    points,
    level_title: level,
    rewards: [],
  }));
}

type Shown<Row> = {
  kind: string;
  id: number | null;
  query: URLSearchParams;
  view(row: Row): object;
};

function show<Row extends { id: number; updatedAt: number }>(
  rows: ReadonlyMap<number, Row>,
  { kind, id, query, view }: Shown<Row>,
): Response {
  if (id !== null) return one(rows.get(id), (row) => ({ [kind.slice(0, -1)]: view(row) }));
  const number = (name: string, fallback: number): number => Number(query.get(name) ?? fallback);
  const limit = Math.min(number('limit', number('per_page', LARGEST_PAGE)), LARGEST_PAGE);
  const start = (number('page', 1) - 1) * limit;
  const found = [...rows.values()].filter((row) => isWanted(row, query));
  const page = found.slice(start, start + limit);
  const pagination = { has_more: found.length > start + page.length };
  return Response.json({ [kind]: page.map(view), pagination });
}

function isWanted(row: { id: number; updatedAt: number }, query: URLSearchParams): boolean {
  const at = (name: string, fallback: number): number => {
    const text = query.get(name);
    return text === null ? fallback : Temporal.Instant.from(text).epochMilliseconds;
  };
  const ids = query.get('ids')?.split(',');
  const phone = query.get('phone');
  if (ids !== undefined && !ids.includes(String(row.id))) return false;
  if (phone !== null && 'phone' in row && row.phone !== phone) return false;
  return (
    row.updatedAt >= at('updated_at_from', 0) &&
    row.updatedAt <= at('updated_at_to', Number.POSITIVE_INFINITY)
  );
}

function one<Row>(row: Row | undefined, view: (row: Row) => object): Response {
  if (row === undefined) return Response.json({ message: 'Not found' }, { status: 404 });
  return Response.json(view(row));
}
