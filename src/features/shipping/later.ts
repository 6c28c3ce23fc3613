import type { Raise } from '../../core/alert.ts';
import { UpstreamError } from '../../core/errors.ts';
import type { Decided, Page } from '../../core/run.ts';
import { landed, move, MOVE_AGAIN } from './move.ts';
import type { Cursor } from './process-run.ts';
import { type OrderState, readOrder } from './order-state.ts';
import { aimed, type Desk, settled, verdictOf } from './outcome.ts';
import { operationOf, refused, undecidedCause } from './write.ts';

/** A run waits so long for one order at most: with the next run it is looked at again, and so are all the others. */
const LONGEST_WAIT = 60_000;

type Later = {
  state: OrderState;
  verdict?: Decided;
  /** When to look again, epoch ms. */
  again?: number;
  ask?: Raise;
  /** The key of a write whose outcome is known now. */
  known?: string;
};

/**
 * What is left at the end of a run: outcomes that were not known are read back, orders that could not be moved are moved.
 * The run is over when nothing is left but what a person must decide.
 */
export async function finishLater(desk: Desk, cursor: Cursor): Promise<Page<Cursor>> {
  const results: Later[] = [];
  const rows = await desk.context.orders.getAll(desk.connection, cursor.later);
  for (const row of rows.values()) results.push(await finish(desk, readOrder(row)));
  const left = results.filter(({ again }) => again !== undefined);
  const page = {
    verdicts: results.flatMap(({ verdict }) => verdict ?? []),
    orders: results.map(({ state }) => state),
    raise: results.flatMap(({ ask }) => ask ?? []),
    settle: results.flatMap(({ known }) => (known === undefined ? [] : undecidedCause(known))),
  };
  if (left.length === 0) return { next: null, ...page };
  const notBefore = Math.min(...left.map(({ again = Infinity }) => again));
  return { next: { ...cursor, later: left.map(({ state }) => state.order) }, notBefore, ...page };
}

/** Moves orders whose writes are on record to the phases they have to go to. One that could not be is moved at the end. */
export async function finishMoves(desk: Desk, cursor: Cursor): Promise<Page<Cursor>> {
  const rows = await desk.context.orders.getAll(desk.connection, cursor.move);
  const states: OrderState[] = [];
  for (const row of rows.values()) states.push(await moveOn(desk, readOrder(row)));
  const left = states.filter(({ detail }) => detail.move !== null).map(({ order }) => order);
  const next = { ...cursor, move: [], later: [...cursor.later, ...left] };
  return { next, verdicts: [], orders: states };
}

async function moveOn(desk: Desk, state: OrderState): Promise<OrderState> {
  const { move: phase, phase: from } = state.detail;
  return phase === null ? state : landed(state, phase, await move(desk, state, { phase, from }));
}

async function finish(desk: Desk, state: OrderState): Promise<Later> {
  const known = await readBack(desk, state);
  const { move: phase, phase: from } = known.state.detail;
  if (known.again !== undefined || phase === null) return known;
  // What became of the write is on record before the order leaves the phase where it would be seen again.
  if (known.verdict !== undefined) return { ...known, again: desk.context.now.epochMilliseconds };
  const moved = await move(desk, known.state, { phase, from });
  if (moved instanceof UpstreamError) throw moved;
  if (moved === 'unknown')
    return { ...known, again: desk.context.now.epochMilliseconds + MOVE_AGAIN };
  return { ...known, state: landed(known.state, phase, moved) };
}

/** Reflected goes the way of success; proven not to be, it was sent again by the operation; uncertain asks a person. */
async function readBack(desk: Desk, state: OrderState): Promise<Later> {
  const { doubt } = state.detail;
  if (doubt === null || doubt.process !== desk.process) return { state };
  const attempt = await desk.context.attempt(operationOf(desk, state, doubt));
  const target = desk.options[desk.process].targets.find(
    ({ phase }) => phase === state.detail.phase,
  );
  switch (attempt.kind) {
    case 'none':
      throw attempt.error;
    case 'unknown':
      if (attempt.ask === null) return waitFor(desk, state, attempt.nextAt);
      return {
        state,
        verdict: verdictOf(desk, state, { verdict: 'failed', reason: 'undecided' }),
        ask: attempt.ask,
      };
    case 'refused':
      return { ...refused(desk, { target, state, error: attempt.error }), known: doubt.key };
    case 'done':
    default:
      return {
        state: aimed(settled(desk, state, 'good'), target?.success),
        verdict: verdictOf(desk, state, { verdict: 'booked', reason: 'read-back' }),
        known: doubt.key,
      };
  }
}

function waitFor({ context }: Desk, state: OrderState, until: number): Later {
  const soon = until - context.now.epochMilliseconds <= LONGEST_WAIT;
  return soon ? { state, again: until } : { state };
}
