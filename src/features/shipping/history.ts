import { z } from 'zod';
import { defineCommand, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { VerdictRow } from '../../core/ledger.ts';
import type { Action, Message } from '../../core/message.ts';
import { raw, text, type Text } from '../../core/text.ts';
import { mallFor } from './allowed.ts';
import { BOTH, type Both } from './connections.ts';
import { historyCsv } from './csv.ts';
import { readHistoryFilter } from './history-filter.ts';
import { processText } from './process-field.ts';
import { readVerdict } from './verdict.ts';

const Given = z.object({
  filter: z.string().optional(),
  before: z.coerce.number().int().optional(),
  as: z.literal('csv').optional(),
});
type Given = z.infer<typeof Given>;
const PAGE = 10;
const CSV_ROWS = 20_000;

/** `aupay history [process, result, order, month]`: au PAY API連携履歴, and all of it as a CSV. */
export const aupayHistory = defineCommand<Given, Given, Both>({
  name: 'aupay-history',
  role: 'viewer',
  uses: BOTH,
  fields: [
    { name: 'filter', optional: true, unasked: true, rest: true },
    { name: 'before', optional: true, unasked: true, take: () => 0 },
    { name: 'as', optional: true, unasked: true, take: () => 0 },
  ],
  input: Given,
  async run({ filter: said = '', before, as }, context): Promise<Message> {
    await mallFor(context, 'view');
    const { left, ...filter } = readHistoryFilter(said, context);
    if (left !== '') throw new UserError('commands.aupay-history.wrong.filter', { given: left });
    if (as === 'csv') return csvMessage(said, await rowsOf(filter, CSV_ROWS, context), context);
    const until = before === undefined ? {} : { until: before };
    const rows = await rowsOf({ ...filter, ...until }, PAGE + 1, context);
    return pageMessage(said, rows);
  },
});

type Filter = Omit<ReturnType<typeof readHistoryFilter>, 'left'>;

async function rowsOf(
  { run, mall, ...filter }: Filter,
  limit: number,
  { runs, crossmall }: RunContext & Both,
): Promise<VerdictRow[]> {
  if (run !== undefined) return runs.decided(run, ['booked', 'skipped', 'held', 'failed'], limit);
  const about = { ...filter, system: 'aupay', limit };
  if (mall === undefined) return runs.history(about);
  const slips = await crossmall.ofMall(mall);
  const rows = await Promise.all(
    slips.map(({ number }) => runs.history({ ...about, order: number })),
  );
  return rows
    .flat()
    .toSorted((a, b) => b.at - a.at)
    .slice(0, limit);
}

function pageMessage(said: string, rows: readonly VerdictRow[]): Message {
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  if (last === undefined) return { tone: 'plain', title: text('shipping.history.none') };
  const input = said === '' ? {} : { filter: said };
  const older =
    rows.length > PAGE ? [open('labels.older', { ...input, before: String(last.at) })] : [];
  return {
    tone: 'plain',
    title:
      said === '' || said.startsWith('run:')
        ? text('shipping.history.title')
        : text('shipping.history.filtered', { filter: said }),
    table: {
      head: ['when', 'order', 'process', 'result'].map((column) =>
        text(`shipping.column.${column}`),
      ),
      rows: shown.map((row) => [
        text('facts.value.at', { at: { at: instant(row.at), as: 'time' } }),
        raw(readVerdict(row).mall),
        processText(readVerdict(row).process),
        resultText(row),
      ]),
    },
    actions: [...older, open('labels.csv', { ...input, as: 'csv' })],
  };
}

/** One line of an order's own history. */
export function verdictLine(row: VerdictRow): Text {
  return text('shipping.history.line', {
    at: { at: instant(row.at), as: 'time' },
    process: { text: processText(readVerdict(row).process) },
    result: { text: resultText(row) },
  });
}

function resultText(row: VerdictRow): Text {
  const { words } = readVerdict(row);
  const reason = { text: text(`reasons.shipping.${row.reason}.title`) };
  const key = words === '' ? 'shipping.history.result' : 'shipping.history.result-words';
  return text(key, { verdict: { text: text(`verdicts.${row.verdict}`) }, reason, words });
}

async function csvMessage(
  said: string,
  rows: readonly VerdictRow[],
  context: RunContext,
): Promise<Message> {
  const zone = context.shop.timeZone;
  const day = context.now.toZonedDateTimeISO(zone).toPlainDate().toString();
  const url = await context.keepFile({
    name: `aupay-${context.shop.id}-${day}.csv`,
    type: 'text/csv; charset=utf-8',
    body: historyCsv(rows, zone),
  });
  return {
    tone: 'good',
    title: text('shipping.history.csv', { count: rows.length }),
    lines: said === '' ? [] : [text('shipping.history.filtered', { filter: said })],
    actions: [{ kind: 'link', label: text('labels.csv'), url }],
  };
}

function open(label: string, input: Record<string, string>): Action {
  return { kind: 'open', label: text(label), command: 'aupay-history', input };
}

function instant(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
