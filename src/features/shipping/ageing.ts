import type { Raise } from '../../core/alert.ts';
import type { WorkContext } from '../../core/run.ts';
import type { Shop } from '../../core/settings.ts';
import { text, type Text } from '../../core/text.ts';
import { LINK_STATUSES, type LinkStatus } from './link-status.ts';
import type { ShippingOptions } from './options.ts';
import { type OrderState, readOrder } from './order-state.ts';
import { linkText } from './reset.ts';

const KIND = 'shipping.late';
/** The mall has not been told yet that these were shipped. */
const UNSHIPPED: readonly LinkStatus[] = ['blank', 'status-error', 'ship-error'];
/** Orders that are looked through, and orders that are named. */
const MOST = 1_000;
const NAMED = 10;
/** Told once a day, from this hour of the shop on. */
const TOLD_FROM = 9;
/** Alerts of so many days before may still be open when Tenban was away. */
const DAYS_BEFORE = 7;

type Where = {
  connection: string;
  options: ShippingOptions;
  context: Pick<WorkContext, 'orders'>;
};

/**
 * Orders of a shop that something is left to do for, those with the earliest 発送期限 first. Children of a bundle are told
 * to the mall by their parent; what is shipped waits only where completion is set up.
 */
export async function unfinished({ connection, options, context }: Where): Promise<OrderState[]> {
  const completes = options.completion.targets.length > 0;
  const statuses = LINK_STATUSES.filter(
    (status) => status !== 'completed' && (completes || status !== 'shipped'),
  );
  const rows = await context.orders.list({ connection, statuses, limit: MOST });
  return rows
    .map(readOrder)
    .filter(({ detail }) => detail.parent === null)
    .toSorted((a, b) => compare(a.detail.shipBy, b.detail.shipBy) || a.at - b.at);
}

/** Days with no date come last. */
function compare(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

/** How many days an order is past its 発送期限: 0 on the day itself, null when it is not due or was shipped. */
export function daysLate({ status, detail }: OrderState, today: Temporal.PlainDate): number | null {
  const over = detail.mallStatus === 'キャンセル' || detail.mallStatus === '完了';
  if (!UNSHIPPED.includes(status) || over || detail.shipBy === null) return null;
  const { days } = Temporal.PlainDate.from(detail.shipBy).until(today, { largestUnit: 'days' });
  return days < 0 ? null : days;
}

export function todayIn({ timeZone }: Pick<Shop, 'timeZone'>, now: Temporal.Instant) {
  return now.toZonedDateTimeISO(timeZone).toPlainDate();
}

/** The alert about orders that have reached their 発送期限, one a day; it ends once there is none or the next day's is told. */
export async function lateOrders(
  where: Where & { context: Pick<WorkContext, 'orders' | 'shop' | 'now'> },
): Promise<{ raise: Raise | null; settle: { kind: string; cause: string }[] }> {
  const { connection, context } = where;
  const { shop, now } = context;
  const today = todayIn(shop, now);
  const late = (await unfinished(where)).filter((order) => daysLate(order, today) !== null);
  const early = now.toZonedDateTimeISO(shop.timeZone).hour < TOLD_FROM;
  if (late.length > 0 && early) return { raise: null, settle: [] };
  const cause = (ago: number): string =>
    `${connection}:${today.subtract({ days: ago }).toString()}`;
  const settle = Array.from({ length: DAYS_BEFORE }, (_, index) => ({
    kind: KIND,
    cause: cause(index + 1),
  }));
  if (late.length === 0)
    return { raise: null, settle: [{ kind: KIND, cause: cause(0) }, ...settle] };
  const message = lateMessage(shop, { late, today });
  const about = { shop: shop.id, kind: KIND, cause: cause(0), after: cause(1) };
  return { raise: { ...about, severity: 'warning', once: true, message }, settle };
}

function lateMessage(
  shop: Shop,
  { late, today }: { late: readonly OrderState[]; today: Temporal.PlainDate },
): Raise['message'] {
  const rest = late.length - NAMED;
  return {
    tone: 'warn',
    title: text('shipping.late.title', { shop: shop.name, count: late.length }),
    lines: [
      ...late.slice(0, NAMED).map((order) => lateLine(order, today)),
      ...(rest > 0 ? [text('shipping.late.more', { count: rest })] : []),
      text('shipping.late.remedy'),
    ],
    actions: [
      {
        kind: 'open',
        label: text('commands.aupay-status.label'),
        command: 'aupay-status',
        input: {},
      },
    ],
  };
}

function lateLine(order: OrderState, today: Temporal.PlainDate): Text {
  return text('shipping.late.order', {
    order: order.detail.mall,
    status: { text: linkText(order.status) },
    phase: order.detail.phase,
    shipBy: { text: shipByText(order, today) },
  });
}

/** 発送期限, and by how many days it is over. */
export function shipByText(order: OrderState, today: Temporal.PlainDate): Text {
  const { shipBy } = order.detail;
  if (shipBy === null) return text('shipping.status.no-ship-by');
  const days = daysLate(order, today);
  if (days === null) return text('shipping.status.ship-by', { day: shipBy });
  return text('shipping.status.late', { day: shipBy, days });
}
