import type { CnvProduct } from '../../clients/cnv/schema.ts';
import type { Raise } from '../../core/alert.ts';
import type { Json } from '../../core/json.ts';
import type { Verdict } from '../../core/ledger.ts';
import type { Mark } from '../../core/order.ts';
import type { Decided, WorkContext } from '../../core/run.ts';
import { productsOf } from './lookup.ts';
import { type Both, type Joined, joinedOf } from './options.ts';
import { type Change, markRead, type Place, readState, type State } from './row.ts';

/** One page's work on a shop: what it knows and what it leaves behind. */
export type Desk = {
  context: WorkContext & Both;
  joined: Joined;
  place: Place;
  now: number;
  /** As the row is, with what this page has noted already. */
  state(row: string): Promise<State>;
  note(row: string, change: Change): void;
  /** Besides what is noted: leaves a mark as it is. */
  mark(mark: Mark): void;
  tell(row: string, verdict: Verdict, reason: string, detail?: Json): void;
  raise(alert: Raise): void;
  settle(cause: { kind: string; cause: string }): void;
  /** Something has to be looked at again at this time, epoch ms. */
  again(at: number): void;
  /** CNV's products, read once. */
  products(): Promise<CnvProduct[]>;
  leaves(): Leaves;
};

export type Leaves = {
  marks: Mark[];
  verdicts: Decided[];
  raise: Raise[];
  settle: { kind: string; cause: string }[];
  again: number | null;
};

export function createDesk(context: WorkContext & Both): Desk {
  const joined = joinedOf(context.connections);
  const place = { connection: joined.nhanh, shop: context.shop.id };
  const now = context.now.epochMilliseconds;
  const noted = new Map<string, State>();
  const left: Leaves = { marks: [], verdicts: [], raise: [], settle: [], again: null };
  let products: Promise<CnvProduct[]> | null = null;

  async function state(row: string): Promise<State> {
    return noted.get(row) ?? readState(await context.orders.get(joined.nhanh, row));
  }

  return {
    context,
    joined,
    place,
    now,
    state,
    note(row, change) {
      const mark = markRead(place, row, { ...change, readAt: now });
      left.marks.push(mark);
      const { status, ...detail } = change;
      const before = noted.get(row)?.detail ?? readState(null).detail;
      noted.set(row, { status, detail: { ...before, ...detail, readAt: now } });
    },
    mark: (mark) => void left.marks.push(mark),
    tell(row, verdict, reason, detail = null) {
      left.verdicts.push({ system: 'nhanh', order: row, verdict, reason, detail });
    },
    raise: (alert) => void left.raise.push(alert),
    settle: (cause) => void left.settle.push(cause),
    again: (at) => void (left.again = Math.min(left.again ?? at, at)),
    products: () => (products ??= productsOf(context.cnv)),
    leaves: () => left,
  };
}
