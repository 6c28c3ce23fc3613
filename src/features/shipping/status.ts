import { z } from 'zod';
import { defineCommand, type RunContext } from '../../core/command.ts';
import type { Message } from '../../core/message.ts';
import { text, type Text } from '../../core/text.ts';
import { mallFor } from './allowed.ts';
import type { AtMall } from './connections.ts';
import { LINK_STATUSES, type LinkStatus, PROCESSES, type Process } from './link-status.ts';
import type { ShippingOptions } from './options.ts';
import { readOrder } from './order-state.ts';
import { processText } from './process-field.ts';
import { linkText } from './reset.ts';

/** Orders of the ageing list. */
const OLDEST = 10;
const UNFINISHED: readonly LinkStatus[] = LINK_STATUSES.filter((status) => status !== 'completed');

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
    const oldest = await context.orders.list({
      connection: id,
      statuses: UNFINISHED,
      limit: OLDEST,
    });
    return {
      tone: 'plain',
      title: text('shipping.status.title', { shop: context.shop.name }),
      lines: processes,
      fields: LINK_STATUSES.map((status) => ({
        label: linkText(status),
        value: text('shipping.status.count', { count: counts[status] ?? 0 }),
      })),
      ...(oldest.length > 0 && { table: ageing(oldest.map(readOrder)) }),
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

function ageing(orders: readonly ReturnType<typeof readOrder>[]): NonNullable<Message['table']> {
  return {
    head: ['order', 'link', 'since', 'ship-by'].map((column) => text(`shipping.column.${column}`)),
    rows: orders.map(({ detail, status, at }) => [
      text('shipping.status.order', { order: detail.mall }),
      linkText(status),
      text('facts.value.at', { at: { at: instant(at), as: 'time' } }),
      detail.shipBy === null
        ? text('shipping.status.no-ship-by')
        : text('shipping.status.ship-by', { day: detail.shipBy }),
    ]),
  };
}

function instant(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
