import type { CrossMall } from '../../clients/crossmall/client.ts';
import type { Context } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { termAt } from '../../core/parse/terms.ts';
import { text } from '../../core/text.ts';
import { LINK_STATUSES, type LinkStatus } from './link-status.ts';
import { newOrder, type OrderState, readOrder } from './order-state.ts';

/** Orders of one reset at most. */
const MOST = 1_000;
const ERRORS: readonly LinkStatus[] = ['status-error', 'ship-error', 'completion-error'];

/** So many of the words from the first are order numbers, or one of our own words for many orders. */
export function takeOrders(words: readonly string[]): number {
  const end = words.findIndex((word) => !isOrder(word));
  return end === -1 ? words.length : end;
}

function isOrder(word: string): boolean {
  return (
    /^[#＃]?\d{8,12}[,、]?$/.test(word.normalize('NFKC')) || /^(run:|status:|errors$)/.test(word)
  );
}

type Where = {
  context: Pick<Context, 'orders' | 'runs' | 'shop' | 'now' | 'lexicon'>;
  connection: string;
  crossmall: CrossMall;
};

/**
 * The orders a text names: numbers of the mall or 管理番号, `run:ID` for what failed in a run, `errors` and a status for all
 * that have it. Throws UserError for a number that CROSS MALL does not have.
 */
export async function ordersNamed(said: string, where: Where): Promise<OrderState[]> {
  const { context, connection } = where;
  const words = said.split(/\s+/);
  const [word = ''] = words;
  if (word.startsWith('run:')) return failedIn(word.slice(4), where);
  const statuses = word === 'errors' ? ERRORS : statusNamed(words, context);
  if (statuses !== null) {
    const rows = await context.orders.list({ connection, statuses, limit: MOST });
    return rows.map(readOrder);
  }
  const numbers = said.normalize('NFKC').match(/\d{8,12}/g) ?? [];
  const found = [];
  for (const number of new Set(numbers)) found.push(...(await ordersOf(number, where)));
  return found;
}

/** `status:ship-error`, or what it is called in any language. */
function statusNamed(
  words: readonly string[],
  { lexicon }: Pick<Context, 'lexicon'>,
): LinkStatus[] | null {
  const value =
    words[0]?.match(/^status:(.+)$/)?.[1] ??
    termAt(words, lexicon.terms.get('shipping.link'))?.value;
  const named = LINK_STATUSES.filter((status) => status === value);
  return named.length === 0 ? null : named;
}

async function failedIn(run: string, { context, connection }: Where): Promise<OrderState[]> {
  const row = await context.runs.get(run);
  if (row === null) return [];
  const failed = await context.runs.decided(run, ['failed'], MOST);
  const numbers = failed.map(({ order }) => order);
  const rows = await context.orders.getAll(connection, numbers);
  return [...rows.values()].map(readOrder);
}

/** Known orders first; one that no run has seen yet is asked for at CROSS MALL. */
async function ordersOf(number: string, where: Where): Promise<OrderState[]> {
  const { context, connection, crossmall } = where;
  const known = await context.orders.get(connection, number);
  if (known !== null) return [readOrder(known)];
  const slip = number.length === 8 ? await crossmall.order(number) : null;
  const slips = slip === null ? await crossmall.ofMall(number) : [slip];
  if (slips.length === 0)
    throw new UserError(
      'shipping.no-order.title',
      { order: number },
      { lines: [text('shipping.no-order.remedy')] },
    );
  const rows = await context.orders.getAll(
    connection,
    slips.map((each) => each.number),
  );
  const at = context.now.epochMilliseconds;
  return slips.map((each) => {
    const row = rows.get(each.number);
    const about = { connection, order: each.number, shop: context.shop.id, at };
    return row === undefined
      ? newOrder(about, { mall: each.mallNumber, phase: each.phase })
      : readOrder(row);
  });
}
