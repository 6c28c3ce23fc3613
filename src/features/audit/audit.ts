import { z } from 'zod';
import { SYSTEM } from '../../core/alert-state.ts';
import { defineCommand, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { AuditFilter, AuditRow } from '../../core/ledger.ts';
import { maskText } from '../../core/mask.ts';
import type { Action, Input, Message } from '../../core/message.ts';
import type { Person } from '../../core/settings.ts';
import { raw, text, timeAt } from '../../core/text.ts';
import { auditCsv } from './csv.ts';
import { actionText, detailOf, shortAccount } from './entry.ts';
import { readFilter } from './filter.ts';

const Given = z.object({
  filter: z.string().optional(),
  before: z.coerce.number().int().positive().optional(),
  as: z.literal('csv').optional(),
});
type Given = z.infer<typeof Given>;

const PAGE = 10;
const CSV_PAGE = 1_000;
/** More than a spreadsheet is good for; the month filter splits what is larger. */
const CSV_ROWS = 50_000;

/** `audit [who, what, about what, when]`: who did what in this shop, and all of it as a CSV. */
export const audit = defineCommand<Given>({
  name: 'audit',
  role: 'approver',
  schedulable: true,
  uses: [],
  fields: [
    { name: 'filter', optional: true, unasked: true, rest: true },
    { name: 'before', optional: true, unasked: true, take: () => 0 },
    { name: 'as', optional: true, unasked: true, take: () => 0 },
  ],
  input: Given,
  async run({ filter: said = '', before, as }, context) {
    const people = await context.settings.list('people');
    const filter = filterOf(said, people, context);
    if (as === 'csv') return csvMessage(said, filter, { people, context });
    const page = { ...filter, ...(before !== undefined && { before }) };
    const rows = await context.audit(PAGE + 1, page);
    return pageMessage(rows, said, people);
  },
});

function filterOf(said: string, people: readonly Person[], context: RunContext): AuditFilter {
  const { lexicon, shop, now } = context;
  const here = people.filter(({ roles }) => roles[shop.id] !== undefined);
  const reading = readFilter(said, { lexicon, people: here, zone: zoneOf(context), now });
  if ('wrong' in reading)
    throw new UserError(
      'commands.audit.wrong.filter',
      { given: reading.wrong },
      { lines: [text('commands.audit.example')] },
    );
  return reading.filter;
}

function zoneOf({ person, shop }: RunContext): string {
  return person.timeZone ?? shop.timeZone;
}

function pageMessage(rows: readonly AuditRow[], said: string, people: readonly Person[]): Message {
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  if (last === undefined) return { tone: 'plain', title: text('audit.none') };
  const input: Input = said === '' ? {} : { filter: said };
  const older =
    rows.length > PAGE ? [open('labels.older', { ...input, before: `${last.seq}` })] : [];
  return {
    tone: 'plain',
    title: said === '' ? text('audit.title') : text('audit.filtered', { filter: said }),
    table: {
      // What stands below the time speaks for itself.
      head: [text('audit.column.when'), raw(''), raw(''), raw('')],
      rows: shown.map((row) => [
        text('facts.value.at', { at: timeAt(row.at) }),
        text('audit.who', {
          name: nameIn(people, row.actor),
          account: { text: shortAccount(row.account) },
        }),
        actionText(row.action),
        raw(subjectOf(row)),
      ]),
    },
    actions: [...older, open('labels.csv', { ...input, as: 'csv' })],
  };
}

/** What it was about, with what a person gave as the reason. */
function subjectOf(row: AuditRow): string {
  // Elsewhere an amount is a number in the smallest unit; here it is as somebody typed it.
  const { reason, amount } = row.action.endsWith('.confirmed') ? detailOf(row) : {};
  return [maskText(row.subject), amount, reason].filter(Boolean).join(' · ');
}

type Whole = { people: readonly Person[]; context: RunContext };

async function csvMessage(
  said: string,
  filter: AuditFilter,
  { people, context }: Whole,
): Promise<Message> {
  const { rows, more } = await allRows(filter, context);
  const zone = zoneOf(context);
  const body = auditCsv(rows, { zone, nameOf: (actor) => nameIn(people, actor) });
  const day = context.now.toZonedDateTimeISO(zone).toPlainDate().toString();
  const name = `audit-${context.shop.id}-${day}.csv`;
  const url = await context.keepFile({ name, type: 'text/csv; charset=utf-8', body });
  return {
    tone: 'good',
    title: text('audit.csv.title', { count: rows.length }),
    lines: [
      ...(said === '' ? [] : [text('audit.filtered', { filter: said })]),
      ...(more ? [text('audit.csv.more', { count: CSV_ROWS })] : []),
      text('audit.csv.lasts'),
    ],
    actions: [{ kind: 'link', label: text('labels.csv'), url }],
  };
}

async function allRows(
  filter: AuditFilter,
  context: RunContext,
): Promise<{ rows: AuditRow[]; more: boolean }> {
  const rows: AuditRow[] = [];
  for (;;) {
    const last = rows.at(-1);
    const page = await context.audit(CSV_PAGE, { ...filter, ...(last && { before: last.seq }) });
    rows.push(...page);
    if (page.length < CSV_PAGE) return { rows, more: false };
    if (rows.length >= CSV_ROWS) return { rows, more: true };
  }
}

function nameIn(people: readonly Person[], actor: string): string {
  const known = people.find(({ id }) => id === actor)?.name;
  return known ?? (actor === SYSTEM ? 'Tenban' : actor);
}

function open(label: string, input: Input): Action {
  return { kind: 'open', label: text(label), command: 'audit', input };
}
