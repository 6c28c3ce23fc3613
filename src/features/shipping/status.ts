import { z } from 'zod';
import { defineCommand, type RunContext } from '../../core/command.ts';
import type { Message } from '../../core/message.ts';
import { text, type Text } from '../../core/text.ts';
import { daysLate, shipByText, todayIn, unfinished } from './ageing.ts';
import { mallFor } from './allowed.ts';
import type { AtMall } from './connections.ts';
import { LINK_STATUSES, PROCESSES, type Process } from './link-status.ts';
import type { ShippingOptions } from './options.ts';
import type { OrderState } from './order-state.ts';
import { processText } from './process-field.ts';
import { linkText } from './reset.ts';

/** Orders of the ageing list. */
const OLDEST = 10;

/** `aupay status`: the three processes, how many orders have which link status, and what is not yet reflected by age. */
export const aupayStatus = defineCommand<Record<string, never>, Record<string, never>, AtMall>({
  name: 'aupay-status',
  role: 'viewer',
  schedulable: true,
  uses: ['aupay'],
  fields: [],
  input: z.object({}).transform(() => ({})),
  async run(_given, context): Promise<Message> {
    const { id, options } = await mallFor(context, 'view');
    const counts = await context.orders.counts(id);
    const processes = await Promise.all(
      PROCESSES.map((process) => processLine(process, { id, options, context })),
    );
    const today = todayIn(context.shop, context.now);
    const open = await unfinished({ connection: id, options, context });
    const late = open.filter((order) => daysLate(order, today) !== null).length;
    return {
      tone: 'plain',
      title: text('shipping.status.title', { shop: context.shop.name }),
      lines: [
        ...processes,
        ...(late > 0 ? [text('shipping.status.are-late', { count: late })] : []),
      ],
      fields: LINK_STATUSES.map((status) => ({
        label: linkText(status),
        value: text('shipping.status.count', { count: counts[status] ?? 0 }),
      })),
      ...(open.length > 0 && { table: ageing(open.slice(0, OLDEST), today) }),
      actions: [
        {
          kind: 'open',
          label: text('labels.shipping.errors'),
          command: 'aupay-reset',
          input: { orders: 'errors' },
        },
        {
          kind: 'open',
          label: text('labels.shipping.history'),
          command: 'aupay-history',
          input: {},
        },
      ],
    };
  },
});

type About = { id: string; options: ShippingOptions; context: RunContext };

async function processLine(process: Process, { id, options, context }: About): Promise<Text> {
  const values = { process: { text: processText(process) } };
  const [last] = await context.runs.list(id, `shipping.${process}`, 1);
  if (!options[process].on) return text('shipping.status.off', values);
  if (last === undefined) return text('shipping.status.never', values);
  if (last.endedAt === null) return text('shipping.status.running', values);
  const at = { at: instant(last.endedAt), as: 'time' } as const;
  return text(last.state === 'failed' ? 'shipping.status.failed' : 'shipping.status.ran', {
    ...values,
    at,
  });
}

function ageing(
  orders: readonly OrderState[],
  today: Temporal.PlainDate,
): NonNullable<Message['table']> {
  return {
    head: ['order', 'link', 'since', 'ship-by'].map((column) => text(`shipping.column.${column}`)),
    rows: orders.map((order) => [
      text('shipping.status.order', { order: order.detail.mall }),
      linkText(order.status),
      text('facts.value.at', { at: { at: instant(order.at), as: 'time' } }),
      shipByText(order, today),
    ]),
  };
}

function instant(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
