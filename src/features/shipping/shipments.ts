import { z } from 'zod';
import type { CrossMallOrder } from '../../clients/crossmall/schema.ts';
import { defineCommand, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { text } from '../../core/text.ts';
import { mallFor } from './allowed.ts';
import { BOTH, type Both } from './connections.ts';
import { shipmentsCsv } from './csv.ts';
import type { ShippingOptions } from './options.ts';
import { readOrder } from './order-state.ts';
import { slipFacts } from './slip-facts.ts';

const MOST = 1_000;
const ROWS = 100;

/**
 * `aupay csv`: the shipments that the mall has not been told of, as a CSV for its upload. They count as told only once a person
 * says that it was uploaded: until then the next run sends them.
 */
export const aupayShipments = defineCommand<Record<string, never>, Record<string, never>, Both>({
  name: 'aupay-csv',
  role: 'operator',
  uses: BOTH,
  fields: [],
  input: z.object({}).transform(() => ({})),
  async run(_given, context): Promise<Message> {
    const { id, options } = await mallFor(context, 'update');
    const rows = await readyRows({ id, options, context });
    if (rows.length === 0) throw new UserError('shipping.csv.none.title');
    const day = context.now.toZonedDateTimeISO(context.shop.timeZone).toPlainDate().toString();
    const url = await context.keepFile({
      name: `aupay-upload-${day}.csv`,
      type: 'text/csv; charset=utf-8',
      body: shipmentsCsv(
        rows.map(({ slip, carrier, shipDate, tracking }) => ({
          orderId: slip.mallNumber,
          shippingDate: shipDate,
          shippingCarrier: carrier,
          shippingNumber: tracking,
        })),
      ),
    });
    const orders = rows.map(({ slip }) => slip.number).join(' ');
    return {
      tone: 'warn',
      title: text('shipping.csv.title', { count: rows.length }),
      lines: [text('shipping.csv.upload'), text('shipping.csv.mark')],
      actions: [
        { kind: 'link', label: text('labels.csv'), url },
        {
          kind: 'open',
          label: text('labels.shipping.uploaded'),
          command: 'aupay-reset',
          input: { orders, to: 'shipped' },
        },
      ],
    };
  },
});

type Row = { slip: CrossMallOrder; carrier: string; shipDate: string; tracking: string };
type At = { id: string; options: ShippingOptions; context: RunContext & Both };

/** What the next run would write, as far as one file goes. */
async function readyRows({ id, options, context }: At): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { phase } of options['ship-info'].targets) {
    for (let after: string | null = null; rows.length < MOST;) {
      const slips = await context.crossmall.inPhase(phase, after);
      const numbers = slips.map(({ number }) => number);
      const known = await context.orders.getAll(id, numbers);
      const blank = slips.filter(({ number }) => {
        const row = known.get(number);
        return row === undefined || readOrder(row).status === 'blank';
      });
      rows.push(...blank.flatMap((slip) => rowOf(slip, options)));
      after = numbers.at(-1) ?? null;
      if (slips.length < ROWS) break;
    }
  }
  return rows;
}

function rowOf(slip: CrossMallOrder, options: ShippingOptions): Row[] {
  const { ours, management, parent, shipDate, carrier, tracking } = slipFacts(
    { options },
    slip,
    null,
  );
  const ready = ours && management === 'normal' && parent === null;
  if (!ready || shipDate === null || carrier === null) return [];
  return [{ slip, carrier, shipDate: shipDate.replaceAll('-', '/'), tracking }];
}
