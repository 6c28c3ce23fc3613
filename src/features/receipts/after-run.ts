import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { type Context, defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Verdict, VerdictRow } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import { text } from '../../core/text.ts';
import { BOTH, type Both } from './connections.ts';
import { open, pullAction, retryAction } from './messages.ts';
import { troubleLines } from './reasons.ts';
import { billsKept, booksOf, startPull } from './start.ts';

const Given = z.object({ run: z.string().min(1) });
export type Given = z.infer<typeof Given>;
/** Rows read at once. */
const PIECE = 1_000;
const SHOWN = 10;

export const shared = {
  role: 'operator' as const,
  hidden: true as const,
  uses: BOTH,
  fields: [{ name: 'run' }],
  input: Given,
};

/** What a backfill of this shop decided, piece by piece. Throws UserError when there is no such run. */
export async function* verdictsOf(
  id: string,
  verdicts: readonly Verdict[],
  { runs }: Pick<Context, 'runs'>,
): AsyncGenerator<VerdictRow[]> {
  const run = await runs.get(id);
  if (run === null || run.kind !== 'receipts.backfill')
    throw new UserError('receipts.no-run.title');
  let rows: VerdictRow[] = [];
  do {
    rows = await runs.walk(id, verdicts, { limit: PIECE, after: rows.at(-1) });
    yield rows;
  } while (rows.length === PIECE);
}

/** Only what failed or waits is pulled again. */
export const receiptsRetry = defineCommand<Given, Given, Both>({
  ...shared,
  name: 'receipts-retry',
  async run({ run }, context) {
    const books = await booksOf(context);
    const bills: string[] = [];
    for await (const rows of verdictsOf(run, ['failed', 'held'], context)) {
      const numbers = rows.map(({ order }) => order);
      for (const { detail } of (await billsKept(numbers, books, context)).values())
        if (detail.bill !== null) bills.push(detail.bill);
    }
    if (bills.length === 0) throw new UserError('receipts.nothing-left.title');
    const title = text('receipts.retry.started', { count: bills.length });
    return startPull({ month: null, bills }, title, context);
  },
});

/** Bills of one reason: how many, and the first of them. */
type Same = { count: number; first: VerdictRow[] };

/** What needs a person, bill by bill, with what to do. */
export const receiptsHeld = defineCommand<Given, Given, Both>({
  ...shared,
  name: 'receipts-held',
  async run({ run }, context): Promise<Message> {
    const byReason = new Map<string, Same>();
    for await (const rows of verdictsOf(run, ['failed', 'held'], context))
      for (const row of rows) {
        const same = byReason.getOrInsertComputed(row.reason, () => ({ count: 0, first: [] }));
        same.count += 1;
        if (same.first.length < SHOWN) same.first.push(row);
      }
    const count = [...byReason.values()].reduce((sum, same) => sum + same.count, 0);
    const [alone] = [...byReason.values()].flatMap(({ first }) => first);
    if (alone === undefined) return { tone: 'good', title: text('receipts.nothing-left.title') };
    return {
      tone: 'warn',
      title: text('receipts.held.title', { count }),
      lines: [...byReason.values()].flatMap((same) => troubleLines(same.first, same.count)),
      actions: [
        retryAction(run, count),
        ...(count === 1 ? [pullAction(Number(alone.order))] : []),
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
    const parts = [stringify([['bill', 'result', 'reason', 'time', 'detail']], { bom: true })];
    let count = 0;
    for await (const rows of verdictsOf(run, ['booked', 'skipped', 'held', 'failed'], context)) {
      parts.push(stringify(rows.map((row) => csvLine(row, context.shop.timeZone))));
      count += rows.length;
    }
    const url = await context.keepFile({
      name: `page365-${context.shop.id}.csv`,
      type: 'text/csv; charset=utf-8',
      body: new TextEncoder().encode(parts.join('')),
    });
    return {
      tone: 'good',
      title: text('receipts.csv.title', { count }),
      actions: [{ kind: 'link', label: text('labels.csv'), url }],
    };
  },
});

function csvLine({ order, verdict, reason, at, detail }: VerdictRow, zone: string): string[] {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const said = time.toString({ timeZoneName: 'never', smallestUnit: 'second' });
  return [order, verdict, reason, said, JSON.stringify(detail)];
}
