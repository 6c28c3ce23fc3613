import { z } from 'zod';
import type { CrossMallOrder } from '../../clients/crossmall/schema.ts';
import type { Page, RunDefinition, WorkContext } from '../../core/run.ts';
import { defineRun } from '../../core/run.ts';
import { BOTH, type Both, mallConnection } from './connections.ts';
import { isTaken } from './decide.ts';
import { endOf } from './process-end.ts';
import type { Process } from './link-status.ts';
import { mallStates } from './mall-states.ts';
import { ShippingOptions } from './options.ts';
import { newOrder, type OrderState, readOrder } from './order-state.ts';
import type { Desk } from './outcome.ts';
import { slipFacts, splitPlaces } from './slip-facts.ts';
import { takeUp } from './take-up.ts';
import { undecidedCause } from './write.ts';
import { finishLater, finishMoves } from './later.ts';

/** A run is due so long after the one before it ended. CROSS MALL help: 前回処理日時から15分経過 */
const EVERY = 15 * 60_000;
/** Writes of one page: at one a second, what a crash may repeat the reading for. */
const BATCH = 50;
/** Rows of CROSS MALL's answers. */
const ROWS = 100;

const Cursor = z.object({
  /** Which target phase, and behind which order. */
  target: z.int(),
  after: z.string().nullable(),
  /** Orders whose writes are on record and that have to be moved next. */
  move: z.array(z.string()),
  /** Orders that something is left to do for at the end: an outcome to read, a phase to move to. */
  later: z.array(z.string()),
});
export type Cursor = z.infer<typeof Cursor>;

/** One of the three processes as a cycle: what is in its target phases, order by order. */
export function processRun(process: Process) {
  const definition: RunDefinition<null, Cursor, Both> = {
    kind: `shipping.${process}`,
    uses: BOTH,
    params: z.null(),
    cursor: Cursor,
    first: () => ({ target: 0, after: null, move: [], later: [] }),
    every: EVERY,
    on: (connection) => ShippingOptions.safeParse(connection.options).data?.[process].on ?? false,
    page: ({ cursor }, context) => page(process, cursor, context),
    end: (ended, context) => endOf(process, ended, context),
  };
  return defineRun(definition);
}

async function page(
  process: Process,
  cursor: Cursor,
  context: WorkContext & Both,
): Promise<Page<Cursor>> {
  const { id, options } = mallConnection(context.connections);
  const closed = maintenanceEnd(options, context.now);
  if (closed !== null) return { next: cursor, notBefore: closed, verdicts: [] };
  const target = options[process].targets[cursor.target];
  const desk: Desk = { process, connection: id, options, context };
  if (cursor.move.length > 0) return finishMoves(desk, cursor);
  if (target === undefined) return finishLater(desk, cursor);
  const slips = await context.crossmall.inPhase(target.phase, cursor.after);
  const rows = await context.orders.getAll(
    id,
    slips.map(({ number }) => number),
  );
  const stateOf = (slip: CrossMallOrder): OrderState => {
    const row = rows.get(slip.number);
    return row === undefined ? firstSight(desk, slip) : readOrder(row);
  };
  const taken = slips.filter((slip) =>
    isTaken(process, slipFacts(desk, slip, null), stateOf(slip).status),
  );
  const batch = new Set(taken.slice(0, BATCH).map(({ number }) => number));
  const last = taken.length > BATCH ? [...batch].at(-1) : slips.at(-1)?.number;
  const now = slips.filter(({ number }) => last !== undefined && number <= last);
  const states = await mallStates(
    context.aupay,
    now.filter(({ number }) => batch.has(number)),
  );
  const places = await splitPlaces(desk, now);
  const results = [];
  for (const slip of now) {
    const state = stateOf(slip);
    const mall = states.get(slip.mallNumber) ?? null;
    results.push(
      await takeUp(desk, { slip, state, mall, target, place: places.get(slip.number) ?? null }),
    );
  }
  const whole = taken.length <= BATCH;
  const next: Cursor = {
    target: whole && slips.length < ROWS ? cursor.target + 1 : cursor.target,
    after: whole && slips.length < ROWS ? null : (last ?? null),
    move: results.filter(({ state }) => state.detail.move !== null).map(({ state }) => state.order),
    later: [
      ...cursor.later,
      ...results.filter(({ later }) => later).map(({ state }) => state.order),
    ],
  };
  return {
    next,
    verdicts: results.flatMap(({ verdict }) => (verdict === null ? [] : [verdict])),
    orders: results.filter(({ changed }) => changed).map(({ state }) => state),
    raise: results.flatMap(({ ask }) => ask ?? []),
    settle: results.flatMap(({ known }) => (known === undefined ? [] : undecidedCause(known))),
  };
}

function firstSight({ connection, context }: Desk, slip: CrossMallOrder): OrderState {
  const { shop, now } = context;
  const about = { connection, order: slip.number, shop: shop.id, at: now.epochMilliseconds };
  return newOrder(about, { mall: slip.mallNumber, phase: slip.phase });
}

/** When the announced maintenance ends that the mall is in now, epoch ms, or null. */
function maintenanceEnd({ maintenance }: ShippingOptions, now: Temporal.Instant): number | null {
  const ends = maintenance
    .map(({ from, to }) => ({ from: Temporal.Instant.from(from), to: Temporal.Instant.from(to) }))
    .filter(
      ({ from, to }) =>
        Temporal.Instant.compare(from, now) <= 0 && Temporal.Instant.compare(now, to) < 0,
    );
  return ends[0]?.to.epochMilliseconds ?? null;
}
