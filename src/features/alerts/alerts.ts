import { z } from 'zod';
import { type AlertRow, NOT_ENDED } from '../../core/alert.ts';
import { defineCommand, type RunContext } from '../../core/command.ts';
import type { Message } from '../../core/message.ts';
import { raw, type Text, text, timeAt } from '../../core/text.ts';
import { wholeMessage } from './whole.ts';
import { choiceText, Named, takeAlert, unknownAlert } from './which.ts';

/** Shown at first, as many as are ever shown at once, and counted. */
const FIRST = 5;
const ALL = 50;
const COUNTED = 1_000;
const OFFERED = 10;

const Given = z.object({ alert: Named.optional(), all: z.literal('yes').optional() });
type Given = z.infer<typeof Given>;

/** `alerts`: what is wrong now, in all shops unless one is named. `alerts <number>`: one of them with all that happened. */
export const alerts = defineCommand<Given>({
  name: 'alerts',
  role: 'viewer',
  everywhere: true,
  schedulable: true,
  uses: [],
  fields: [{ name: 'alert', optional: true, take: takeAlert, unasked: true }],
  input: Given,
  async run({ alert, all }, context) {
    if (alert === undefined) return listMessage(all === 'yes', context);
    const found = await context.alerts.find(alert);
    const [only] = found;
    if (only === undefined) throw unknownAlert(alert);
    if (found.length > 1) return whichMessage(found, context);
    return wholeMessage(only, all === 'yes', context);
  },
});

async function listMessage(all: boolean, context: RunContext): Promise<Message> {
  const rows = await context.alerts.list({ states: NOT_ENDED, limit: COUNTED });
  const shops = context.shops.map(({ name }) => name).join(', ');
  if (rows.length === 0) return { tone: 'good', title: text('alerts.none.title', { shop: shops }) };
  const shown = rows.slice(0, all ? ALL : FIRST);
  const more = text('alerts.all.label', { count: rows.length });
  return {
    tone: 'warn',
    title: text('alerts.list.title', { count: rows.length, shops }),
    fields: shown.map((row) => entryOf(row, context)),
    ...(!all &&
      shown.length < rows.length && {
        actions: [{ kind: 'open', label: more, command: 'alerts', input: { all: 'yes' } }],
      }),
    choices: shown.slice(0, OFFERED).map(viewAction),
  };
}

function entryOf(row: AlertRow, context: RunContext): { label: Text; value: Text } {
  const shop = context.shops.find(({ id }) => id === row.shop)?.name ?? row.shop;
  const { number, state, lastAt, message } = row;
  return {
    label: raw(context.shops.length > 1 ? `#${number} · ${shop}` : `#${number}`),
    value: text('alerts.list.entry', {
      title: { text: message.title },
      state: { text: text(`alerts.state.${state}`) },
      at: timeAt(lastAt),
    }),
  };
}

/** The same number in several shops. */
function whichMessage(rows: readonly AlertRow[], context: RunContext): Message {
  return {
    tone: 'plain',
    title: text('alerts.which'),
    fields: rows.map((row) => entryOf(row, context)),
    choices: rows.map((row) => ({
      ...viewAction(row),
      label: raw(context.shops.find(({ id }) => id === row.shop)?.name ?? row.shop),
    })),
  };
}

function viewAction(row: AlertRow): NonNullable<Message['choices']>[number] {
  const input = { alert: row.id, shop: row.shop };
  return { kind: 'open', label: choiceText(row), command: 'alerts', input };
}
