import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { type Context, defineCommand, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { RunRow, VerdictRow } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import { text } from '../../core/text.ts';
import { BOTH, type Both } from './connections.ts';
import { open, pullAction, retryAction } from './messages.ts';
import { reasonText, remedyText } from './reasons.ts';
import { billsKept, booksOf, startPull } from './start.ts';

const Given = z.object({ run: z.string().min(1) });
export type Given = z.infer<typeof Given>;
const MOST = 100_000;
const SHOWN = 10;

export const shared = {
  role: 'operator' as const,
  hidden: true as const,
  uses: BOTH,
  fields: [{ name: 'run' }],
  input: Given,
};

/** The verdicts of a backfill of this shop; throws UserError when there is none. */
export async function verdictsOf(
  id: string,
  verdicts: readonly VerdictRow['verdict'][],
  { runs }: Pick<Context, 'runs'>,
): Promise<{ run: RunRow; rows: VerdictRow[] }> {
  const run = await runs.get(id);
  if (run === null || run.kind !== 'receipts.backfill')
    throw new UserError('receipts.no-run.title');
  return { run, rows: await runs.decided(id, verdicts, MOST) };
}

async function billIds(rows: readonly VerdictRow[], context: RunContext): Promise<string[]> {
  const numbers = rows.map(({ order }) => order);
  const known = await billsKept(numbers, await booksOf(context), context);
  return [...known.values()].flatMap(({ detail }) => detail.bill ?? []);
}

/** Only what failed or waits is pulled again. */
export const receiptsRetry = defineCommand<Given, Given, Both>({
  ...shared,
  name: 'receipts-retry',
  async run({ run }, context) {
    const { rows } = await verdictsOf(run, ['failed', 'held'], context);
    const bills = await billIds(rows, context);
    if (bills.length === 0) throw new UserError('receipts.nothing-left.title');
    const title = text('receipts.retry.started', { count: bills.length });
    return startPull({ month: null, bills }, title, context);
  },
});

/** What needs a person, bill by bill, with what to do. */
export const receiptsHeld = defineCommand<Given, Given, Both>({
  ...shared,
  name: 'receipts-held',
  async run({ run }, context): Promise<Message> {
    const { rows } = await verdictsOf(run, ['failed', 'held'], context);
    const [first] = rows;
    if (first === undefined) return { tone: 'good', title: text('receipts.nothing-left.title') };
    const byReason = Map.groupBy(rows, ({ reason }) => reason);
    return {
      tone: 'warn',
      title: text('receipts.held.title', { count: rows.length }),
      lines: [...byReason].flatMap(([reason, same]) => [
        text('receipts.held.group', {
          bills: same
            .slice(0, SHOWN)
            .map(({ order }) => order)
            .join(', '),
          count: same.length,
          reason: { text: reasonText(reason, same[0]?.detail ?? null) },
        }),
        remedyText(reason),
      ]),
      actions: [
        retryAction(run, rows.length),
        ...(rows.length === 1 ? [pullAction(Number(first.order))] : []),
        open('labels.csv', 'receipts-csv', { run }),
      ],
    };
  },
});

/** Every bill of the run with its result. */
export const receiptsCsv = defineCommand<Given, Given, Both>({
  ...shared,
  name: 'receipts-csv',
  async run({ run }, context): Promise<Message> {
    const { rows } = await verdictsOf(run, ['booked', 'skipped', 'held', 'failed'], context);
    const zone = context.shop.timeZone;
    const head = ['bill', 'result', 'reason', 'time', 'detail'];
    const body = rows.map(({ order, verdict, reason, at, detail }) => {
      const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
      return [
        order,
        verdict,
        reason,
        time.toString({ timeZoneName: 'never', smallestUnit: 'second' }),
        JSON.stringify(detail),
      ];
    });
    const url = await context.keepFile({
      name: `page365-${context.shop.id}.csv`,
      type: 'text/csv; charset=utf-8',
      body: new TextEncoder().encode(`\uFEFF${stringify([head, ...body])}`),
    });
    return {
      tone: 'good',
      title: text('receipts.csv.title', { count: rows.length }),
      actions: [{ kind: 'link', label: text('labels.csv'), url }],
    };
  },
});
