import type { Receipt } from '../../clients/peak/schema.ts';
import type { WorkContext } from '../../core/run.ts';
import { type BillState, newBill, readBill } from './bill-state.ts';
import type { Booking, Both } from './connections.ts';
import { madeOf } from './operations.ts';

/** Ours begin so: what Tenban books names its bill in the reference. */
const OURS = 'page365:';

/**
 * The number of the bill that a receipt of somebody else is about, or null: PEAK's own connector and people name it in the
 * reference, the remark or a tag.
 */
function billNamed({ reference, remark, tags }: Receipt): number | null {
  if (reference.startsWith(OURS)) return null;
  for (const words of [reference, ...tags, remark]) {
    const [, number] = /(?:^|[^\d.,])(\d{3,10})(?![\d.,]*\d)/.exec(words) ?? [];
    if (number !== undefined) return Number(number);
  }
  return null;
}

/** What PEAK has of bills that somebody else booked, as rows to be kept; those that are known stay as they are. */
export async function bookedByOthers(
  booking: Booking,
  context: WorkContext & Both,
  since: string,
): Promise<BillState[]> {
  const found: BillState[] = [];
  const at = context.now.epochMilliseconds;
  const about = { connection: booking.id, shop: context.shop.id, at };
  for await (const page of context.peak.receipts()) {
    const theirs = page
      .filter(({ voided, issued }) => !voided && (issued === null || issued >= since))
      .flatMap((receipt) => {
        const number = billNamed(receipt);
        return number === null ? [] : [{ receipt, number }];
      });
    const rows = await context.orders.getAll(
      booking.id,
      theirs.map(({ number }) => String(number)),
    );
    for (const { receipt, number } of theirs) {
      const row = rows.get(String(number));
      const state = row === undefined ? newBill(about, { number, id: null }) : readBill(row);
      if (state.status !== 'seen') continue;
      const detail = { ...state.detail, receipt: madeOf(receipt) };
      found.push({ ...state, status: 'other', at, detail });
    }
  }
  return dropRepeats(found);
}

function dropRepeats(states: readonly BillState[]): BillState[] {
  return [...new Map(states.map((state) => [state.order, state])).values()];
}
