import type { UpstreamError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Verdict } from '../../core/ledger.ts';
import type { Decided } from '../../core/run.ts';
import type { Slip } from './decide.ts';
import { completeOperation, shipOperation } from './operations.ts';
import type { Target } from './options.ts';
import type { OrderState } from './order-state.ts';
import { aimed, type Desk, failedIn, settled, verdictOf } from './outcome.ts';
import type { Given, Written } from './take-up.ts';

/**
 * What stops a shop's whole run: no order is to blame, none is touched. A refusal without the mall's own words comes from
 * whatever stands before it.
 */
function stopsAll(code: string): boolean {
  return code === 'auth' || code === 'wrong-shop' || code.startsWith('http_');
}

/** One write per order and run: a page that is repeated finds the one it made. */
export function keyOf({ process, context }: Desk, order: string): string {
  return `aupay.${process}:${order}:${context.run.id}`;
}

/** Writes to the mall once, and finds out what became of it. */
export async function write(
  desk: Desk,
  { given, state, facts }: { given: Given; state: OrderState; facts: Slip },
): Promise<Written> {
  const { process, context } = desk;
  const { doubt: before } = state.detail;
  const shipment =
    before?.shipment ??
    (process === 'ship-info'
      ? { date: facts.shipDate ?? '', carrier: facts.carrier ?? '', tracking: facts.tracking }
      : null);
  const key = before?.key ?? keyOf(desk, state.order);
  const attempt = await context.attempt(operationOf(desk, state, { key, shipment }));
  const result = (verdict: Verdict, reason: string, detail?: Json): Decided =>
    verdictOf(desk, state, { verdict, reason, ...(detail !== undefined && { detail }) });
  if (attempt.kind === 'none') throw attempt.error;
  if (attempt.kind === 'unknown') {
    const doubt = { process, key, shipment };
    const doubtful = { ...state, detail: { ...state.detail, doubt } };
    if (attempt.ask === null)
      return { state: doubtful, given, verdict: result('held', 'checking') };
    // A person was asked about one that was in doubt before.
    const verdict = result(before === null ? 'failed' : 'held', 'undecided');
    return { state: doubtful, given, verdict, ask: attempt.ask };
  }
  const known = before === null ? {} : { known: key };
  if (attempt.kind === 'refused') {
    if (stopsAll(attempt.error.code)) throw attempt.error;
    return {
      ...refused(desk, { target: given.target, state, error: attempt.error }),
      given,
      ...known,
    };
  }
  const good = aimed(settled(desk, state, 'good'), given.target.success);
  return { state: good, given, verdict: result('booked', 'reflected', shipment), ...known };
}

/** The mall said no, or a person closed it without the write: the order gets the process's error status. */
export function refused(
  desk: Desk,
  { target, state, error }: { target: Target | undefined; state: OrderState; error: UpstreamError },
): { state: OrderState; verdict: Decided } {
  const detail = { code: error.code, words: error.words ?? '' };
  return {
    state: aimed(failedIn(desk, state), target?.failure),
    verdict: verdictOf(desk, state, { verdict: 'failed', reason: reasonOf(error), detail }),
  };
}

function reasonOf({ code }: UpstreamError): string {
  if (code === 'cancelled') return 'cancelled-at-mall';
  return code === 'given_up' ? 'given-up' : 'refused';
}

/** The alert that asked a person about a write. */
export function undecidedCause(key: string): { kind: string; cause: string } {
  return { kind: 'operations.undecided', cause: key };
}

export function operationOf(
  { process, connection, context }: Desk,
  { detail }: OrderState,
  {
    key,
    shipment,
  }: { key: string; shipment: { date: string; carrier: string; tracking: string } | null },
) {
  const about = { key, shop: context.shop.id, connection, mall: detail.mall };
  return process === 'ship-info' && shipment !== null
    ? shipOperation(context.aupay, shipment, about)
    : completeOperation(context.aupay, { completed: '完了' }, about);
}
