import type { Receipt } from '../../clients/peak/schema.ts';
import type { WorkContext } from '../../core/run.ts';
import { type BillState, newBill, readBill } from './bill-state.ts';
import type { Booking, Both } from './connections.ts';
import { madeOf } from './operations.ts';

/** Ours begin so: what Tenban books names its bill in the reference, and in a tag. */
const OURS = 'page365:';
/** The name of the system, whose digits are no bill's. */
const NAME = /page\s*365/gi;
const NUMBER = /(?:^|[^\d.,])(\d{3,10})(?![\d.,]*\d)/;

/**
 * The number of the bill that a receipt of somebody else is about, or null: PEAK's own connector and people name it in the
 * reference, the remark or a tag.
 */
function billNamed({ reference, remark, tags }: Receipt): number | null {
  if ([reference, ...tags].some((words) => words.startsWith(OURS))) return null;
  for (const words of [reference, ...tags, remark]) {
    const [, number] = NUMBER.exec(words.replaceAll(NAME, ' ')) ?? [];
    if (number !== undefined) return Number(number);
  }
  return null;
}

/** Pages of PEAK's list that are read in one go. */
const PAGES = 10;

/** Rows to be kept, and the page of PEAK's list to go on with; null when all were read. */
export type Matched = { orders: BillState[]; next: number | null };

/**
 * What PEAK has of bills that somebody else booked, some pages of it, from one on; rows that are known stay as they are.
 * `since` is the month from which receipts count, `2026-01`.
 */
export async function bookedByOthers(
  { id: connection }: Pick<Booking, 'id'>,
  context: WorkContext & Both,
  { since, from }: { since: string; from: number },
): Promise<Matched> {
  const found = new Map<string, BillState>();
  const about = { connection, shop: context.shop.id, at: context.now.epochMilliseconds };
  let read = 0;
  for await (const page of context.peak.receipts(from)) {
    read += 1;
    const theirs = page.flatMap((receipt) => {
      const counts = !receipt.voided && (receipt.issued === null || receipt.issued >= since);
      const number = counts ? billNamed(receipt) : null;
      return number === null ? [] : [{ receipt, number }];
    });
    const numbers = theirs.map(({ number }) => String(number));
    const rows = await context.orders.getAll(connection, numbers);
    for (const { receipt, number } of theirs) {
      const row = rows.get(String(number));
      const state = row === undefined ? newBill(about, { number, id: null }) : readBill(row);
      if (state.status !== 'seen') continue;
      const detail = { ...state.detail, receipt: madeOf(receipt) };
      found.set(state.order, { ...state, status: 'other', at: about.at, detail });
    }
    if (read === PAGES) return { orders: [...found.values()], next: from + read };
  }
  return { orders: [...found.values()], next: null };
}
