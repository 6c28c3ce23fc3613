import { z } from 'zod';
import type { MallOrder } from '../../clients/aupay/schema.ts';
import { defineRun, type Page, type RunDefinition, type WorkContext } from '../../core/run.ts';
import { text } from '../../core/text.ts';
import { changeOptions } from './change-options.ts';
import { BOTH, type Both, mallConnection } from './connections.ts';
import type { Slip } from './decide.ts';
import type { LinkStatus } from './link-status.ts';
import { mallStates } from './mall-states.ts';
import { targetPhases } from './options.ts';
import { newOrder, readOrder } from './order-state.ts';
import { slipFacts } from './slip-facts.ts';
import { verdictOf } from './outcome.ts';

const ROWS = 100;
const Cursor = z.object({ phase: z.int(), after: z.string().nullable() });
type Cursor = z.infer<typeof Cursor>;

/** 完了 at the mall is done; the same date, carrier and number are shipped; all else is still to do. */
export function importedStatus(
  slip: Pick<Slip, 'shipDate' | 'carrier' | 'tracking'>,
  mall: MallOrder | null,
): LinkStatus {
  if (mall === null) return 'blank';
  if (mall.status === '完了') return 'completed';
  const same =
    slip.shipDate !== null &&
    mall.shipDate === slip.shipDate &&
    mall.carrier === (slip.carrier ?? '') &&
    mall.tracking === slip.tracking;
  return same ? 'shipped' : 'blank';
}

const definition: RunDefinition<null, Cursor, Both> = {
  kind: 'shipping.import',
  uses: BOTH,
  params: z.null(),
  cursor: Cursor,
  first: () => ({ phase: 0, after: null }),
  page: ({ cursor }, context) => page(cursor, context),
  async end({ run, counts }, context) {
    const whole = run.state === 'running';
    const { id } = mallConnection(context.connections);
    if (whole)
      await changeOptions(context.settings, id, (options) => ({
        ...options,
        importedAt: context.now.toString(),
      }));
    return {
      message: {
        tone: whole ? 'good' : 'warn',
        title: text(whole ? 'shipping.import.done' : 'shipping.import.stopped', {
          count: counts.booked,
        }),
        lines: whole ? [text('shipping.import.next')] : [],
      },
    };
  },
};

/** Reads the mall and notes the statuses; writes nothing anywhere else. */
export const importRun = defineRun(definition);

async function page(cursor: Cursor, context: WorkContext & Both): Promise<Page<Cursor>> {
  const { id, options } = mallConnection(context.connections);
  const phase = targetPhases(options)[cursor.phase];
  if (phase === undefined) return { next: null, verdicts: [] };
  const slips = await context.crossmall.inPhase(phase, cursor.after);
  const ours = slips.filter((slip) => slipFacts({ options }, slip, null).ours);
  const states = await mallStates(context.aupay, ours);
  const rows = await context.orders.getAll(
    id,
    ours.map(({ number }) => number),
  );
  const at = context.now.epochMilliseconds;
  const orders = ours.map((slip) => {
    const mall = states.get(slip.mallNumber) ?? null;
    const row = rows.get(slip.number);
    const about = { connection: id, order: slip.number, shop: context.shop.id, at };
    const known =
      row === undefined ? newOrder(about, { mall: slip.mallNumber, phase }) : readOrder(row);
    const status = importedStatus(slipFacts({ options }, slip, null), mall);
    const read =
      mall === null
        ? {}
        : { mallStatus: mall.status, saleFixed: mall.saleFixed, shipBy: mall.shipBy };
    return {
      ...known,
      status,
      at,
      detail: { ...known.detail, phase, parent: slip.parent, ...read },
    };
  });
  const last = slips.length < ROWS;
  return {
    next: last
      ? { phase: cursor.phase + 1, after: null }
      : { phase: cursor.phase, after: slips.at(-1)?.number ?? null },
    orders,
    verdicts: orders.map((order) =>
      verdictOf({ process: 'status' }, order, {
        verdict: 'booked',
        reason: 'imported',
        detail: { to: order.status },
      }),
    ),
  };
}
