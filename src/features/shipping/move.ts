import { UpstreamError } from '../../core/errors.ts';
import type { WorkContext } from '../../core/run.ts';
import type { Both } from './connections.ts';
import { moveOperation } from './operations.ts';
import type { OrderState } from './order-state.ts';

type At = { connection: string; context: WorkContext & Both };

/**
 * `refused`: CROSS MALL will never have it there. `unknown`: look again soon. `stuck`: reading does not tell; moving an order
 * twice changes nothing, so nobody is asked and a later run moves it. An error: CROSS MALL could not be reached.
 */
export type Moved = 'there' | 'refused' | 'unknown' | 'stuck' | UpstreamError;

/** Between two looks at an order whose move is not known. */
export const MOVE_AGAIN = 5_000;

/** `from`: the phase in which this run or the one before it saw the order; null when it may be in any. */
export async function move(
  { connection, context }: At,
  { order, detail }: OrderState,
  { phase, from }: { phase: string; from: string | null },
): Promise<Moved> {
  if (detail.phase === phase) return 'there';
  const key = `crossmall.move:${order}:${context.run.id}:${phase}`;
  const about = { key, shop: context.shop.id, connection };
  const attempt = await context.attempt(
    moveOperation(context.crossmall, { number: order, phase, from }, about),
  );
  switch (attempt.kind) {
    case 'done':
      return 'there';
    case 'refused':
      return 'refused';
    case 'none':
      return attempt.error;
    case 'unknown':
    default:
      return attempt.ask === null ? 'unknown' : 'stuck';
  }
}

/** The order after its move: one that cannot go there stays where it is and is not sent there again. */
export function landed(state: OrderState, phase: string, moved: Moved): OrderState {
  if (moved === 'there') return { ...state, detail: { ...state.detail, phase, move: null } };
  if (moved === 'refused') return { ...state, detail: { ...state.detail, move: null } };
  return state;
}
