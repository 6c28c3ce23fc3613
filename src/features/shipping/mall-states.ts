import type { Aupay } from '../../clients/aupay/client.ts';
import type { MallOrder } from '../../clients/aupay/schema.ts';
import type { CrossMallOrder } from '../../clients/crossmall/schema.ts';

/** So few orders are asked for one by one. */
const FEW = 4;
/** Orders of so many days are read with list calls; older ones one by one. */
const SPAN = 31;

/**
 * The orders as the mall has them now, by the mall's number, in as few calls as may be: a list call serves up to a thousand.
 * One that no list shows is asked for by its number before it counts as missing.
 */
export async function mallStates(
  aupay: Aupay,
  slips: readonly CrossMallOrder[],
): Promise<Map<string, MallOrder>> {
  const found = new Map<string, MallOrder>();
  const wanted = new Set(slips.map(({ mallNumber }) => mallNumber));
  if (wanted.size > FEW) await readLists(aupay, { slips, wanted, found });
  for (const number of wanted) {
    if (found.has(number)) continue;
    const order = await aupay.order(number);
    if (order !== null) found.set(number, order);
  }
  return found;
}

type Lists = {
  slips: readonly CrossMallOrder[];
  wanted: ReadonlySet<string>;
  found: Map<string, MallOrder>;
};

async function readLists(aupay: Aupay, { slips, wanted, found }: Lists): Promise<void> {
  const days = daysOf(slips);
  if (days === null) return;
  for (let start = 1; ; start += aupay.page) {
    const page = await aupay.orders(days, start);
    for (const order of page) if (wanted.has(order.id)) found.set(order.id, order);
    if (page.length < aupay.page || found.size === wanted.size) return;
  }
}

/** From the oldest to the newest of the recent ones. */
function daysOf(slips: readonly CrossMallOrder[]): { from: string; to: string } | null {
  const days = slips
    .map(({ orderedAt }) => orderedAt.slice(0, 10).replaceAll('/', '-'))
    .filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))
    .toSorted((a, b) => (a < b ? -1 : 1));
  const to = days.at(-1);
  if (to === undefined) return null;
  const earliest = Temporal.PlainDate.from(to).subtract({ days: SPAN }).toString();
  return { from: days.find((day) => day >= earliest) ?? to, to };
}
