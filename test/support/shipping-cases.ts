import type { AtMall, Rules, Slip } from '../../src/features/shipping/decide.ts';
import { LINK_STATUSES, type LinkStatus } from '../../src/features/shipping/link-status.ts';

/** One combination of everything that the rules of 自動出荷連携 look at. */
export type Case = {
  ours: boolean;
  management: Slip['management'];
  /** Bundled into another order. */
  child: boolean;
  link: LinkStatus;
  split: Slip['split'];
  shipDate: boolean;
  tracking: boolean;
  carrier: boolean;
  /** `same`: open, with exactly the shipment of the slip. */
  mall: 'none' | 'open' | 'same' | 'held' | 'cancelled' | 'completed';
  rule: Rules['split'];
  guardHeld: boolean;
  guardCompleted: boolean;
  /** The completion delay is not over yet. */
  delayed: boolean;
};

const BOTH = [true, false];
const DIMENSIONS: { [Name in keyof Case]: readonly Case[Name][] } = {
  ours: BOTH,
  management: ['normal', 'held', 'cancelled'],
  child: BOTH,
  link: LINK_STATUSES,
  split: [null, 'first', 'middle', 'last'],
  shipDate: BOTH,
  tracking: BOTH,
  carrier: BOTH,
  mall: ['none', 'open', 'same', 'held', 'cancelled', 'completed'],
  rule: ['all', 'first', 'last'],
  guardHeld: BOTH,
  guardCompleted: BOTH,
  delayed: BOTH,
};

/** Every combination: the first dimension turns slowest. */
export function* everyCase(): Generator<Case> {
  const names = Object.keys(DIMENSIONS) as (keyof Case)[];
  const sizes = names.map((name) => DIMENSIONS[name].length);
  const count = sizes.reduce((product, size) => product * size, 1);
  for (let number = 0; number < count; number += 1) yield caseNumbered(number, names);
}

/** The digits of the number, one per dimension, choose the values. */
function caseNumbered(number: number, names: readonly (keyof Case)[]): Case {
  const chosen: { [name: string]: unknown } = {};
  let rest = number;
  for (const name of names.toReversed()) {
    const values = DIMENSIONS[name];
    chosen[name] = values[rest % values.length];
    rest = Math.floor(rest / values.length);
  }
  return chosen as Case;
}

const SHIPPED_ON = '2026-11-24';

/** The combination as `decide` takes it. Today is the day after the ship date. */
export function inputOf(order: Case): {
  slip: Slip;
  link: LinkStatus;
  mall: AtMall | null;
  rules: Rules;
} {
  const slip: Slip = {
    ours: order.ours,
    management: order.management,
    parent: order.child ? '10000009' : null,
    split: order.split,
    shipDate: order.shipDate ? SHIPPED_ON : null,
    carrier: order.carrier ? '1' : null,
    tracking: order.tracking ? '123456789012' : '',
  };
  const rules: Rules = {
    split: order.rule,
    completionDelay: order.delayed ? 2 : 1,
    guardHeld: order.guardHeld,
    guardCompleted: order.guardCompleted,
    today: '2026-11-25',
  };
  return { slip, link: order.link, mall: mallOf(order, slip), rules };
}

function mallOf({ mall }: Case, { shipDate, carrier, tracking }: Slip): AtMall | null {
  if (mall === 'none') return null;
  if (mall === 'same') return { state: 'open', shipDate, carrier: carrier ?? '', tracking };
  return { state: mall, shipDate: null, carrier: '', tracking: '' };
}
