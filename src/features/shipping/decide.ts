import type { LinkStatus, Process } from './link-status.ts';
import { TAKES } from './link-status.ts';

/** An order slip as CROSS MALL has it, as far as the rules ask. */
export type Slip = {
  /** Whether it is an order of this mall's shop. */
  ours: boolean;
  /** 管理区分. */
  management: 'normal' | 'held' | 'cancelled';
  /** 管理番号 of the order it was bundled into (同梱). */
  parent: string | null;
  /** Its place among the slips of one order of the mall (分割); null when it is the only one. */
  split: 'first' | 'middle' | 'last' | null;
  /** 発送日, ISO date. */
  shipDate: string | null;
  /** The mall's code of its 配送便; null when the shop has not said which. */
  carrier: string | null;
  tracking: string;
};

/** The order as the mall has it; null when the mall says there is none. */
export type AtMall = {
  state: 'open' | 'held' | 'cancelled' | 'completed';
  shipDate: string | null;
  carrier: string;
  tracking: string;
};

export type Rules = {
  split: 'all' | 'first' | 'last';
  /** Days. */
  completionDelay: number;
  guardHeld: boolean;
  guardCompleted: boolean;
  /** Today in the shop's zone, ISO date. */
  today: string;
};

export type Choice =
  /** Not an order of this process: no verdict, no alert, nothing asked of the mall. */
  | { act: 'pass' }
  /** Seen and left as it is, for a reason. */
  | { act: 'skip'; reason: 'bundled-child' }
  /** Waits with status and phase untouched. */
  | { act: 'hold'; reason: 'held-at-mall' | 'carrier-unknown' | 'completion-delayed' | 'checking' }
  /** Gets the process's error status. */
  | { act: 'fail'; reason: 'ship-date-missing' | 'cancelled-at-mall' | 'not-at-mall' }
  /** The mall has it already, or another parcel of it speaks for it: marked without a write. */
  | { act: 'mark'; reason: 'already-there' | 'already-completed' | 'other-parcel' }
  /** Read and noted: the status process writes nothing to the mall. */
  | { act: 'note' }
  | { act: 'write' };

/** Whether a process is about this slip at all: decided before the mall is asked. */
export function isTaken(process: Process, slip: Slip, link: LinkStatus): boolean {
  return (
    slip.ours && slip.management === 'normal' && slip.parent === null && link === TAKES[process]
  );
}

/** What to do with one slip in a target phase. Pure: the whole of the rules. */
export function decide(
  process: Process,
  { slip, link, mall, rules }: { slip: Slip; link: LinkStatus; mall: AtMall | null; rules: Rules },
): Choice {
  if (!slip.ours || slip.management !== 'normal') return { act: 'pass' };
  if (slip.parent !== null) return { act: 'skip', reason: 'bundled-child' };
  if (link !== TAKES[process]) return { act: 'pass' };
  if (process === 'status')
    return mall === null ? { act: 'fail', reason: 'not-at-mall' } : { act: 'note' };
  if (process === 'ship-info') return decideShipInfo(slip, mall, rules);
  return decideCompletion(slip, mall, rules);
}

function decideShipInfo(slip: Slip, mall: AtMall | null, rules: Rules): Choice {
  if (slip.shipDate === null) return { act: 'fail', reason: 'ship-date-missing' };
  if (mall === null) return { act: 'fail', reason: 'not-at-mall' };
  if (mall.state === 'cancelled') return { act: 'fail', reason: 'cancelled-at-mall' };
  if (mall.state === 'held' && rules.guardHeld) return { act: 'hold', reason: 'held-at-mall' };
  if (slip.split !== null && rules.split !== 'all' && slip.split !== rules.split)
    return { act: 'mark', reason: 'other-parcel' };
  if (slip.carrier === null) return { act: 'hold', reason: 'carrier-unknown' };
  if (isSame(slip, mall)) return { act: 'mark', reason: 'already-there' };
  return { act: 'write' };
}

function decideCompletion(slip: Slip, mall: AtMall | null, rules: Rules): Choice {
  if (mall === null) return { act: 'fail', reason: 'not-at-mall' };
  if (mall.state === 'cancelled') return { act: 'fail', reason: 'cancelled-at-mall' };
  if (mall.state === 'completed' && rules.guardCompleted)
    return { act: 'mark', reason: 'already-completed' };
  if (mall.state === 'held' && rules.guardHeld) return { act: 'hold', reason: 'held-at-mall' };
  if (isEarly(slip, rules)) return { act: 'hold', reason: 'completion-delayed' };
  return { act: 'write' };
}

/** Whether the mall has exactly what would be written. */
function isSame(slip: Pick<Slip, 'shipDate' | 'carrier' | 'tracking'>, mall: AtMall): boolean {
  return (
    slip.shipDate !== null &&
    mall.shipDate === slip.shipDate &&
    mall.carrier === slip.carrier &&
    mall.tracking === slip.tracking
  );
}

function isEarly({ shipDate }: Slip, { completionDelay, today }: Rules): boolean {
  if (completionDelay === 0 || shipDate === null) return false;
  const due = Temporal.PlainDate.from(shipDate).add({ days: completionDelay });
  return Temporal.PlainDate.compare(Temporal.PlainDate.from(today), due) < 0;
}
