import { z } from 'zod';
import { defineCommand, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { text, timeAt } from '../../core/text.ts';
import { gapCause } from './alerts.ts';
import { FILL } from './fill-run.ts';
import { joinedFor } from './joined.ts';
import { BOTH, type Both } from './options.ts';
import { type Gap, markPoll, POLL, readPoll } from './poll.ts';

const CHOICES = ['skip', 'fill'] as const;
const Given = z.object({ choice: z.enum(CHOICES) });
type Given = z.infer<typeof Given>;

/** `nhanh gap <skip|fill>`: what becomes of what changed while the shop was not connected. */
export const nhanhGap = defineCommand<Given, Given, Both>({
  name: 'nhanh-gap',
  role: 'operator',
  exact: true,
  uses: BOTH,
  fields: [
    {
      name: 'choice',
      terms: 'loyalty.gap',
      options: CHOICES.map((value) => ({ label: text(`labels.loyalty.${value}`), value })),
    },
  ],
  input: Given,
  async preview({ choice }, context) {
    const { gap } = await gapFor(context);
    if (gap === null) throw new UserError('loyalty.gap.none', { shop: context.shop.name });
    const { from, to, counts } = gap;
    return {
      plan: { choice },
      seen: `${from}-${to}`,
      message: {
        tone: 'plain',
        title: text('loyalty.gap.title', {
          shop: context.shop.name,
          from: timeAt(from),
          to: timeAt(to),
        }),
        lines: [text('loyalty.gap.counts', counts), text(`loyalty.gap.${choice}`)],
      },
      confirm: { label: text(`labels.loyalty.${choice}`) },
      leave: { label: text('labels.back'), said: text('loyalty.gap.left') },
    };
  },
  async run({ choice }, context): Promise<Message> {
    const { nhanh, gap } = await gapFor(context);
    const run = context.execution;
    // Done again after a crash, the gap may be forgotten already: then its run is there.
    if (choice === 'fill' && gap !== null) {
      const params = { from: gap.from, to: gap.to };
      if (!(await context.runs.start({ id: run, kind: FILL, connection: nhanh, params })))
        throw new UserError('loyalty.gap.busy');
    }
    await forget(context, nhanh);
    await context.settle(gapCause(nhanh));
    if (choice === 'skip') return { tone: 'good', title: text('loyalty.gap.skipped') };
    return { tone: 'wait', title: text('loyalty.gap.filling'), about: `run:${run}` };
  },
});

async function gapFor(
  context: Pick<RunContext, 'settings' | 'shop' | 'orders'>,
): Promise<{ nhanh: string; gap: Gap | null }> {
  const { nhanh } = await joinedFor(context);
  return { nhanh, gap: readPoll(await context.orders.get(nhanh, POLL)).gap };
}

async function forget({ orders, shop, now }: RunContext, connection: string): Promise<void> {
  const row = await orders.get(connection, POLL);
  const place = { connection, shop: shop.id };
  const next = markPoll(place, now.epochMilliseconds, () => ({ gap: null })).mark(row);
  if (next !== null && !(await orders.put([next]))) throw new UserError('loyalty.gap.busy');
}
