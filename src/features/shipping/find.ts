import { z } from 'zod';
import { type Context, defineCommand } from '../../core/command.ts';
import type { Message } from '../../core/message.ts';
import { raw, text } from '../../core/text.ts';
import { mallFor } from './allowed.ts';
import { BOTH, type Both } from './connections.ts';
import { verdictLine } from './history.ts';
import type { OrderState } from './order-state.ts';
import { linkText } from './reset.ts';
import { ordersNamed } from './select.ts';
import { remedyText } from './verdict.ts';

const Given = z.object({ orders: z.string().trim().min(1) });
const SHOWN = 10;
const VERDICTS = 5;

/** `aupay find <order or status>`: the link status, what the mall said last, and what became of it. */
export const aupayFind = defineCommand<z.infer<typeof Given>, z.infer<typeof Given>, Both>({
  name: 'aupay-find',
  role: 'viewer',
  uses: BOTH,
  fields: [{ name: 'orders', rest: true }],
  input: Given,
  run: ({ orders }, context) => findOrders(orders, context),
});

/** The orders a text names; of a single one also what was decided about it, newest first. */
export async function findOrders(orders: string, context: Context & Both): Promise<Message> {
  const { id } = await mallFor(context, 'view');
  const { crossmall } = context;
  const found = await ordersNamed(orders, { context, connection: id, crossmall });
  const [only] = found;
  if (only === undefined) return { tone: 'plain', title: text('shipping.find.none') };
  if (found.length > 1) return manyMessage(found);
  const verdicts = await context.runs.verdicts('aupay', only.order, VERDICTS);
  const [newest] = verdicts;
  const todo =
    newest !== undefined && newest.verdict !== 'booked' ? [remedyText(newest.reason)] : [];
  return { ...oneMessage(only), lines: [...verdicts.map(verdictLine), ...todo] };
}

function oneMessage({ order, status, detail, at }: OrderState): Message {
  const field = (name: string, value: string) => ({
    label: text(`shipping.facts.${name}`),
    value: raw(value === '' ? '—' : value),
  });
  const settable = status !== 'completed';
  return {
    tone: status.endsWith('error') ? 'warn' : 'plain',
    title: text('shipping.find.one', { order: detail.mall, status: { text: linkText(status) } }),
    fields: [
      field('number', order),
      field('phase', detail.phase),
      field('mall-status', detail.mallStatus ?? ''),
      {
        label: text('shipping.facts.sale'),
        value: text(detail.saleFixed ? 'shipping.sale.fixed' : 'shipping.sale.open'),
      },
      {
        label: text('shipping.facts.since'),
        value: text('facts.value.at', { at: { at: instant(at), as: 'time' } }),
      },
    ],
    ...(settable && {
      actions: [
        {
          kind: 'open',
          label: text('commands.aupay-reset.label'),
          command: 'aupay-reset',
          input: { orders: detail.mall },
        },
      ],
    }),
  };
}

function manyMessage(found: readonly OrderState[]): Message {
  return {
    tone: 'plain',
    title: text('shipping.find.many', { count: found.length }),
    table: {
      head: ['order', 'link', 'mall'].map((column) => text(`shipping.column.${column}`)),
      rows: found
        .slice(0, SHOWN)
        .map(({ detail, status }) => [
          raw(detail.mall),
          linkText(status),
          raw(detail.mallStatus ?? '—'),
        ]),
    },
  };
}

function instant(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
