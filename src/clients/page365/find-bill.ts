import { UpstreamError } from '../../core/errors.ts';
import { guesses } from './guesses.ts';
import type { Bill, BillPage, Days } from './schema.ts';

type Reads = {
  page(days: Days, after: string | null): Promise<BillPage>;
  /** Any bill created in these days; null when there is none. */
  first(days: Days): Promise<Bill | null>;
};

/** Days left in which bills are read one page after the other. */
const FEW = 3;

/**
 * The bill with this number among those created in the days given. Numbers grow with time as far as is known, so a few
 * calls find the days to read; null is only said after all days were read.
 */
export async function findBill(number: number, days: Days, reads: Reads): Promise<Bill | null> {
  if (guesses.numbersGrow.value) {
    const likely = await narrow(number, days, reads);
    const found = await scan(number, likely, reads);
    if (found !== null) return found;
  }
  return scan(number, days, reads);
}

/** Halves the days by looking at one bill in the middle, as long as there is one. */
async function narrow(number: number, days: Days, { first }: Reads): Promise<Days> {
  let from = Temporal.PlainDate.from(days.from);
  let to = Temporal.PlainDate.from(days.to);
  while (from.until(to).days > FEW) {
    const middle = from.add({ days: Math.floor(from.until(to).days / 2) });
    const bill = await first({ from: middle.toString(), to: middle.toString() });
    if (bill === null) break;
    // The day of the bill that was seen belongs to both halves, and one more in case days are counted in another zone.
    if (bill.number <= number) from = middle.subtract({ days: 1 });
    else to = middle.add({ days: 1 });
  }
  return { from: from.toString(), to: to.toString() };
}

async function scan(number: number, days: Days, { page }: Reads): Promise<Bill | null> {
  const seen = new Set<string>();
  let after: string | null = null;
  do {
    const { bills, next }: BillPage = await page(days, after);
    const found = bills.find((bill) => bill.number === number);
    if (found !== undefined) return found;
    if (next !== null && seen.has(next))
      throw new UpstreamError('page365', { effect: 'none', code: 'cursor-stuck' });
    if (next !== null) seen.add(next);
    after = next;
  } while (after !== null);
  return null;
}
