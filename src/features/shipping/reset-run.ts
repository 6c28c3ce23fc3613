import { z } from 'zod';
import { UpstreamError } from '../../core/errors.ts';
import {
  defineRun,
  type Decided,
  type Page,
  type RunDefinition,
  type WorkContext,
} from '../../core/run.ts';
import { text } from '../../core/text.ts';
import { BOTH, type Both, mallConnection } from './connections.ts';
import { LINK_STATUSES, SETTABLE } from './link-status.ts';
import { landed, move, MOVE_AGAIN } from './move.ts';
import { newOrder, type OrderState, readOrder, withStatus } from './order-state.ts';

const BATCH = 10;

/** Which orders get which status and phase, why, and who asked: what was previewed. */
export const ResetParams = z.object({
  orders: z.array(
    z.object({
      order: z.string(),
      mall: z.string(),
      from: z.enum(LINK_STATUSES),
      to: z.enum(SETTABLE),
      version: z.int(),
      phase: z.string().nullable(),
    }),
  ),
  reason: z.string(),
  by: z.string(),
});
export type ResetParams = z.infer<typeof ResetParams>;
type Wanted = ResetParams['orders'][number];

const definition: RunDefinition<ResetParams, number, Both> = {
  kind: 'shipping.reset',
  uses: BOTH,
  params: ResetParams,
  cursor: z.int(),
  first: () => 0,
  page: ({ params, cursor }, context) => page(params, cursor, context),
  end: async ({ run, counts }, context) => ({
    message: {
      tone: run.state === 'running' && counts.failed === 0 ? 'good' : 'warn',
      title: text('shipping.reset.done', { count: counts.booked, failed: counts.failed }),
      lines: [
        text('shipping.reset.next'),
        ...(counts.skipped > 0 ? [text('shipping.reset.changed', { count: counts.skipped })] : []),
      ],
      fields: [{ label: text('facts.shop'), value: { raw: context.shop.name } }],
    },
  }),
};

/** Phase and status together: the phase is moved first, so that an order whose move fails keeps its status. */
export const resetRun = defineRun(definition);

/** An order whose move is not known yet, or cannot be asked for, holds up those behind it. */
async function page(
  params: ResetParams,
  start: number,
  context: WorkContext & Both,
): Promise<Page<number>> {
  const { id } = mallConnection(context.connections);
  const where = { context, connection: id };
  const batch = params.orders.slice(start, start + BATCH);
  const rows = await context.orders.getAll(
    id,
    batch.map(({ order }) => order),
  );
  const done: (Became & { wanted: Wanted })[] = [];
  for (const wanted of batch) {
    const row = rows.get(wanted.order);
    const state = row === undefined ? firstSight(wanted, where) : readOrder(row);
    const became = await reset(wanted, state, where);
    if (became instanceof UpstreamError && done.length === 0) throw became;
    if (became === 'unknown' || became instanceof UpstreamError) break;
    done.push({ ...became, wanted });
  }
  const next = start + done.length;
  const waits = done.length < batch.length;
  return {
    next: next < params.orders.length ? next : null,
    ...(waits && { notBefore: context.now.epochMilliseconds + MOVE_AGAIN }),
    verdicts: done.map(({ wanted, verdict, reason }) => ({
      system: 'aupay',
      order: wanted.order,
      verdict,
      reason,
      detail: noteOf(wanted, params),
    })),
    orders: done.flatMap(({ state }) => state ?? []),
    total: params.orders.length,
  };
}

type Where = { context: WorkContext & Both; connection: string };
type Became = Pick<Decided, 'verdict' | 'reason'> & { state?: OrderState };

function firstSight({ order, mall }: Wanted, { context, connection }: Where): OrderState {
  const at = context.now.epochMilliseconds;
  return newOrder({ connection, order, shop: context.shop.id, at }, { mall, phase: '' });
}

/** The order with its new status and phase, or why it stays as it is. */
async function reset(
  { from, to, phase }: Wanted,
  state: OrderState,
  where: Where,
): Promise<Became | 'unknown' | UpstreamError> {
  if (state.status !== from) return { verdict: 'skipped', reason: 'changed' };
  const moved = phase === null ? 'there' : await move(where, state, { phase, from: null });
  if (moved instanceof UpstreamError || moved === 'unknown') return moved;
  if (moved !== 'there') return { verdict: 'failed', reason: 'not-moved' };
  const there = phase === null ? state : landed(state, phase, moved);
  const set = withStatus(there, to, where.context.now.epochMilliseconds);
  const detail = { ...set.detail, doubt: null, move: null };
  return { verdict: 'booked', reason: 'reset', state: { ...set, detail } };
}

function noteOf({ mall, from, to }: Wanted, { reason, by }: ResetParams) {
  const process =
    to === 'shipped' ? 'completion' : from === 'status-error' ? 'status' : 'ship-info';
  return { process, mall, before: null, facts: { from, to, reason, by } };
}
