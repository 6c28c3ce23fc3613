import type { Message } from '../../core/message.ts';
import type { Ended, RunEnd, WorkContext } from '../../core/run.ts';
import { text, type Text } from '../../core/text.ts';
import type { BackfillParams } from './backfill-run.ts';
import type { Both } from './connections.ts';
import { open, pullAction, retryAction, whyAction } from './messages.ts';
import { startOf } from './months.ts';
import { reasonText, remedyText } from './reasons.ts';

const LISTED = 5;

/** Model message h: what was booked and what was not, in the title; a run that was stopped never says สำเร็จ. */
export async function backfillEnd(
  ended: Ended<BackfillParams>,
  context: WorkContext & Both,
): Promise<RunEnd> {
  const { params, run } = ended;
  if (params.month === null && params.bills.length === 1) return oneEnd(ended, context);
  const tally = await context.tally(run.id);
  const countOf = (...reasons: string[]): number =>
    tally.reduce((sum, { reason, count }) => sum + (reasons.includes(reason) ? count : 0), 0);
  const made = countOf('IMPORTED');
  const existing = countOf('ALREADY_IMPORTED', 'BOOKED_BY_ANOTHER');
  const { booked: done, skipped: passed, held, failed } = ended.counts;
  const whole = run.state === 'running' && ended.error === null;
  const values = {
    booked: made,
    failed: failed + held,
    existing,
    skipped: done + passed - made - existing,
    held,
    shop: context.shop.name,
  };
  const kind = titleKind({
    whole,
    booked: made,
    missing: failed + held,
    all: done + passed + held + failed,
  });
  const troubled = await context.decided(run.id, ['failed', 'held'], LISTED);
  const message: Message = {
    tone: kind === 'done' ? 'good' : 'warn',
    title: text(`receipts.backfill.${kind}`, values),
    lines: [
      ...monthLine(params, context.shop.name),
      ...(ended.error === null
        ? []
        : [text('receipts.backfill.error', { words: ended.error.words ?? ended.error.code })]),
      text('receipts.backfill.counts', { ...values, failed }),
      ...(troubled.length > 0
        ? troubled.map(({ order, reason, detail }) =>
            text('receipts.backfill.trouble', {
              bill: order,
              reason: { text: reasonText(reason, detail) },
            }),
          )
        : []),
      text('receipts.backfill.look'),
    ],
    actions: [
      ...(failed + held > 0 ? [retryAction(run.id, failed + held)] : []),
      ...(held + failed > 0
        ? [open('labels.receipts.held', 'receipts-held', { run: run.id })]
        : []),
      ...(made > 0 ? [open('labels.receipts.undo', 'receipts-undo', { run: run.id })] : []),
      open('labels.csv', 'receipts-csv', { run: run.id }),
    ],
  };
  return { message };
}

type Counted = { whole: boolean; booked: number; missing: number; all: number };

/** Zero is never silently success. */
function titleKind({ whole, booked, missing, all }: Counted): string {
  if (!whole) return 'stopped';
  if (all === 0) return 'nothing';
  if (booked === 0 && missing > 0) return 'failed';
  return missing > 0 ? 'partly' : 'done';
}

function monthLine({ month }: BackfillParams, shop: string): Text[] {
  if (month === null) return [];
  return [text('receipts.backfill.month', { month: { at: startOf(month), as: 'month' }, shop })];
}

/** One bill that a person asked for: booked, with its link, or why not and what to do. */
async function oneEnd(
  { run }: Ended<BackfillParams>,
  context: WorkContext & Both,
): Promise<RunEnd> {
  const [row] = await context.decided(run.id, ['booked', 'skipped', 'held', 'failed'], 1);
  if (row === undefined) return { message: { tone: 'warn', title: text('receipts.pull.gone') } };
  const bill = row.order;
  const state = (
    await context.orders.getAll(row.system === 'peak' ? connectionOf(context) : '', [bill])
  ).get(bill);
  const link = linkOf(state?.detail);
  if (row.verdict === 'booked' || row.reason === 'ALREADY_IMPORTED')
    return {
      message: {
        tone: 'good',
        title: text('receipts.pull.done', { bill }),
        lines: [text('receipts.backfill.look')],
        actions:
          link === '' ? [] : [{ kind: 'link', label: text('labels.receipts.open'), url: link }],
      },
    };
  return {
    message: {
      tone: 'warn',
      title: text('receipts.pull.not', { bill }),
      lines: [reasonText(row.reason, row.detail), remedyText(row.reason)],
      actions: [pullAction(Number(bill)), whyAction(Number(bill))],
    },
  };
}

function connectionOf({ connections }: WorkContext): string {
  return connections.find(({ system }) => system === 'peak')?.id ?? '';
}

function linkOf(detail: unknown): string {
  const receipt =
    typeof detail === 'object' && detail !== null && 'receipt' in detail ? detail.receipt : null;
  if (typeof receipt !== 'object' || receipt === null || !('link' in receipt)) return '';
  return typeof receipt.link === 'string' ? receipt.link : '';
}
