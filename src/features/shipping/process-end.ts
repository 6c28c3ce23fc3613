import type { Raise } from '../../core/alert.ts';
import type { VerdictRow } from '../../core/ledger.ts';
import type { Action, Message } from '../../core/message.ts';
import type { Ended, RunEnd, WorkContext } from '../../core/run.ts';
import { text, type Text } from '../../core/text.ts';
import { lateOrders } from './ageing.ts';
import { type Both, mallConnection } from './connections.ts';
import { stopAlert, stopCauses } from './stops.ts';
import { keyAge } from './key-age.ts';
import type { Process } from './link-status.ts';
import { readVerdict, remedyText } from './verdict.ts';

/** Orders named in one alert; the rest are in the history. */
const NAMED = 10;
const MOST = 1_000;

/**
 * What a run has to say: nothing when all went well. Its errors are one alert with the words of the error mail; a dead key
 * or a mall that is away is one alert for the shop, whichever process met it.
 */
export async function endOf(
  process: Process,
  { run, counts, error }: Ended<null>,
  context: WorkContext & Both,
): Promise<RunEnd> {
  const { id, options } = mallConnection(context.connections);
  const stop = error === null ? null : stopAlert(context, error);
  const failed = counts.failed === 0 ? [] : await context.decided(run.id, ['failed'], MOST);
  const age = keyAge(context.shop, { connection: id, options, now: context.now });
  const late = await lateOrders({ connection: id, options, context });
  const errors = errorAlert(process, context, { run, counts, failed });
  const raise = [stop, errors, age.raise, late.raise].filter((alert) => alert !== null);
  const over = run.state === 'running' && error === null ? stopCauses(context) : [];
  return { raise, settle: [...over, ...age.settle, ...late.settle] };
}

type Errors = {
  run: { id: string; startedAt: number };
  counts: { booked: number; failed: number };
  failed: readonly VerdictRow[];
};

function errorAlert(
  process: Process,
  { shop }: WorkContext,
  { run, counts, failed }: Errors,
): Raise | null {
  if (failed.length === 0) return null;
  const lines = failed.slice(0, NAMED).map(orderLine);
  const rest = failed.length - lines.length;
  const message: Message = {
    tone: 'warn',
    title: text(`shipping.errors.${process}.title`, { count: failed.length }),
    lines: [
      text(`shipping.errors.${process}.gloss`),
      text('shipping.errors.facts', {
        shop: shop.name,
        at: { at: instant(run.startedAt), as: 'time' },
        count: failed.length,
        ok: counts.booked,
      }),
      ...lines,
      ...(rest > 0 ? [text('shipping.errors.more', { count: rest })] : []),
      ...remedies(failed),
    ],
    actions: [resetAction(run.id), historyAction(run.id)],
  };
  const before = failed.map((row) => readVerdict(row).before).find((cause) => cause !== null);
  return {
    shop: shop.id,
    kind: `shipping.${process}-errors`,
    cause: run.id,
    severity: 'warning',
    message,
    ...(before !== undefined && before !== null && { after: before }),
  };
}

/** The order and what is wrong with it, the mall's own words where it gave any. */
function orderLine(row: VerdictRow): Text {
  const { mall, words } = readVerdict(row);
  const reason = { text: text(`reasons.shipping.${row.reason}.title`) };
  if (words === '') return text('shipping.errors.order', { order: mall, reason });
  return text('shipping.errors.order-words', { order: mall, reason, words });
}

/** What to do, once for each thing that is wrong. */
function remedies(failed: readonly VerdictRow[]): Text[] {
  const reasons = new Set(failed.map(({ reason }) => reason));
  return [...reasons].map((reason) => remedyText(reason));
}

function resetAction(run: string): Action {
  return {
    kind: 'open',
    label: text('labels.shipping.each'),
    command: 'aupay-reset',
    input: { orders: `run:${run}` },
  };
}

function historyAction(run: string): Action {
  return {
    kind: 'open',
    label: text('labels.shipping.history'),
    command: 'aupay-history',
    input: { filter: `run:${run}` },
  };
}

function instant(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
