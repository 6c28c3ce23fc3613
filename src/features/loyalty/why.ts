import type { Context } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import type { OrderRow } from '../../core/order.ts';
import { raw, text, timeAt } from '../../core/text.ts';
import { joinedFor } from './joined.ts';
import type { Both } from './options.ts';
import { KINDS, readState, rowId, type State } from './row.ts';
import { reasonText, remedyText, thingText, verdictLine } from './words.ts';

const VERDICTS = 5;
/** In the order of what people ask about. */
const ASKED = [
  'order',
  'bill',
  'product',
  'hub-order',
  'customer',
  'category',
] as const satisfies (typeof KINDS)[number][];

/** `why nhanh <id>`: where an order, bill or product stands between the two, and what stands in its way. */
export async function explainLoyalty(said: string, context: Context & Both): Promise<Message> {
  const { nhanh } = await joinedFor(context);
  const id = said.normalize('NFKC').trim().replace(/^#/, '');
  const rows = await context.orders.getAll(
    nhanh,
    ASKED.map((kind) => rowId(kind, id)),
  );
  const [row] = [...rows.values()];
  if (row === undefined) return unknownMessage(id, context);
  const state = readState(row);
  const { name, reason, words } = state.detail;
  const verdicts = await context.runs.verdicts('nhanh', row.order, VERDICTS);
  const why = reason === null ? [] : [reasonText(reason, words ?? ''), remedyText(reason)];
  return {
    tone: state.status === 'failed' || state.status === 'held' ? 'warn' : 'plain',
    title: text('loyalty.why.title', {
      thing: thingText(row.order, name),
      state: { text: text(`loyalty.state.${state.status}`) },
    }),
    lines: [...why, ...verdicts.map(verdictLine)],
    fields: factsOf(row, state),
  };
}

function factsOf({ at }: OrderRow, { detail }: State): NonNullable<Message['fields']> {
  const moments = [
    ['hook', detail.hookAt],
    ['read', detail.readAt],
    ['written', detail.writtenAt],
  ] as const;
  return [
    { label: text('loyalty.why.since'), value: text('facts.value.at', { at: timeAt(at) }) },
    ...moments.flatMap(([name, ms]) =>
      ms === null
        ? []
        : [
            {
              label: text(`loyalty.why.${name}`),
              value: text('facts.value.at', { at: timeAt(ms) }),
            },
          ],
    ),
    ...(detail.cnv === null ? [] : [{ label: text('loyalty.why.cnv'), value: raw(detail.cnv) }]),
  ];
}

/** Not seen by the sync: asked of Nhanh, so that "not there" and "before the connection" are told apart. */
async function unknownMessage(id: string, { nhanh }: Both): Promise<Message> {
  if (!/^\d{1,15}$/.test(id)) throw new UserError('loyalty.why.wrong', { given: id });
  const order = await nhanh.order(id);
  const which = order === null ? 'absent' : 'before';
  return {
    tone: 'warn',
    title: text(`loyalty.why.${which}.title`, { order: id }),
    lines: [text(`loyalty.why.${which}.remedy`)],
  };
}
