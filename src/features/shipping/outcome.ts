import type { Json } from '../../core/json.ts';
import type { Verdict } from '../../core/ledger.ts';
import type { Decided, WorkContext } from '../../core/run.ts';
import type { Both } from './connections.ts';
import { AFTER, type LinkStatus, type Process } from './link-status.ts';
import type { ShippingOptions } from './options.ts';
import { type OrderState, withStatus } from './order-state.ts';

/** Where one process of one shop works. */
export type Desk = {
  process: Process;
  connection: string;
  options: ShippingOptions;
  context: WorkContext & Both;
};

/** With the phase it has to go to noted, so that a crash does not forget it. */
export function aimed(state: OrderState, phase: string | undefined): OrderState {
  const move = phase === undefined || phase === state.detail.phase ? null : phase;
  return { ...state, detail: { ...state.detail, move } };
}

export function settled(desk: Desk, state: OrderState, how: 'good' | 'bad'): OrderState {
  const status: LinkStatus = AFTER[desk.process][how];
  const done = withStatus(state, status, desk.context.now.epochMilliseconds);
  const failedIn = how === 'good' ? null : done.detail.failedIn;
  return { ...done, detail: { ...done.detail, doubt: null, failedIn } };
}

export function failedIn(desk: Desk, state: OrderState): OrderState {
  const failed = settled(desk, state, 'bad');
  return { ...failed, detail: { ...failed.detail, failedIn: desk.context.run.id } };
}

export function verdictOf(
  { process }: Pick<Desk, 'process'>,
  { order, detail: { mall, failedIn: before } }: OrderState,
  { verdict, reason, detail = null }: { verdict: Verdict; reason: string; detail?: Json },
): Decided {
  return {
    system: 'aupay',
    order,
    verdict,
    reason,
    detail: { process, mall, before, facts: detail },
  };
}
