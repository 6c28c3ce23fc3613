import { z } from 'zod';
import { type Context, defineCommand, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { readMonth } from '../../core/parse/month.ts';
import { text, type Text } from '../../core/text.ts';
import { BOTH, type Both } from './connections.ts';
import { startOf, today } from './months.ts';
import { booksOf, startPull } from './start.ts';

/** Months offered as buttons, and in a form. */
const OFFERED = 6;
const IN_FORM = 24;

const Given = z.object({
  system: z.enum(['page365']),
  month: z.string().trim().min(1),
  /** The counts were seen. */
  go: z.literal('yes').optional(),
});
type Given = z.infer<typeof Given>;

/**
 * `backfill page365 <month>`: first how many bills are ready and why the others are not, then, with a tap, each of them
 * booked once. On a schedule it starts by itself.
 */
export const backfill = defineCommand<Given, Given, Both>({
  name: 'backfill',
  role: 'operator',
  schedulable: true,
  uses: BOTH,
  fields: [
    {
      name: 'system',
      take: ([word = '']) => (word.toLowerCase() === 'page365' ? 1 : 0),
      options: [{ label: text('systems.page365'), value: 'page365' }],
    },
    {
      name: 'month',
      rest: true,
      offers: (now) => lastMonths(now, IN_FORM),
      ask: async (_input, { now }) => ({
        text: text('commands.backfill.ask.month'),
        choices: lastMonths(now, OFFERED),
      }),
    },
    { name: 'go', optional: true, unasked: true, take: () => 0 },
  ],
  input: Given,
  run,
});

function lastMonths(now: Temporal.Instant, count: number): { label: Text; value: string }[] {
  const month = today(now).toPlainYearMonth();
  return Array.from({ length: count }, (_, back) => {
    const value = month.subtract({ months: back }).toString();
    return { label: monthText(value), value };
  });
}

function monthText(month: string): Text {
  return text('facts.value.at', { at: { at: startOf(month), as: 'month' } });
}

async function run({ month: said, go }: Given, context: RunContext & Both): Promise<Message> {
  const month = monthGiven(said, context);
  const title = text('receipts.backfill.started', { month: { at: startOf(month), as: 'month' } });
  const { sync, id } = await booksOf(context);
  if (sync.connectorOff === null) throw askConnector();
  const direct = go === 'yes' || context.execution.startsWith('schedule:');
  if (direct) return startPull({ month }, title, context);
  const counting = {
    id: context.execution,
    kind: 'receipts.count',
    connection: id,
    params: { month },
  };
  if (!(await context.runs.start(counting)))
    throw new UserError('receipts.busy.title', {}, { lines: [text('receipts.busy.remedy')] });
  return {
    tone: 'wait',
    title: text('receipts.count.started', { month: { at: startOf(month), as: 'month' } }),
    about: `run:${context.execution}`,
  };
}

/** Throws UserError for a month that cannot be read, is two months, or has not begun. */
function monthGiven(said: string, { now, lexicon }: Pick<Context, 'now' | 'lexicon'>): string {
  const reading = readMonth(said, { now: today(now), words: lexicon.months });
  if ('wrong' in reading) throw new UserError('commands.backfill.wrong.month', { given: said });
  if ('either' in reading)
    throw new UserError(
      'receipts.which-month.title',
      { given: said },
      {
        actions: reading.either.map((month) => ({
          kind: 'open',
          label: monthText(month.toString()),
          command: 'backfill',
          input: { system: 'page365', month: month.toString() },
        })),
      },
    );
  const begun = Temporal.PlainYearMonth.compare(reading.ok, today(now).toPlainYearMonth()) <= 0;
  if (!begun) throw new UserError('receipts.future.title', { given: said });
  return reading.ok.toString();
}

/** PEAK's own connector may still book: since when it is off has to be said first. */
export function askConnector(): UserError {
  return new UserError(
    'receipts.connector.title',
    {},
    {
      lines: [text('receipts.connector.why')],
      actions: [
        {
          kind: 'open',
          label: text('labels.receipts.connector'),
          command: 'peak-rule',
          input: { rule: 'connector-off' },
        },
      ],
    },
  );
}
