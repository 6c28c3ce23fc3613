import { z } from 'zod';
import { type Context, defineCommand, type Preview } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import { mallFor } from './allowed.ts';
import { BOTH, type Both } from './connections.ts';
import { importedStatus } from './import-run.ts';
import { LINK_STATUSES, type LinkStatus } from './link-status.ts';
import { mallStates } from './mall-states.ts';
import { linkText } from './reset.ts';
import { slipFacts } from './slip-facts.ts';
import { type ShippingOptions, targetPhases } from './options.ts';

/** Orders looked at for the preview; more are imported all the same, page by page. */
const LOOKED_AT = 1_000;
const ROWS = 100;

/**
 * `aupay import`: the first start. What CROSS MALL's own 自動処理 or people finished before is marked as such, from what the
 * mall says, and shown before anything is written.
 */
export const aupayImport = defineCommand<Record<string, never>, null, Both>({
  name: 'aupay-import',
  role: 'operator',
  exact: true,
  uses: BOTH,
  fields: [],
  input: z.object({}).transform(() => ({})),
  preview,
  async run(_plan, context) {
    const { id } = await mallFor(context, 'update');
    const run = { id: context.execution, kind: 'shipping.import', connection: id, params: null };
    if (!(await context.runs.start(run))) throw new UserError('shipping.reset.busy.title');
    return {
      tone: 'wait',
      title: text('shipping.import.started'),
      about: `run:${context.execution}`,
    };
  },
});

async function preview(
  _given: Record<string, never>,
  context: Context & Both,
): Promise<Preview<null>> {
  const { options } = await mallFor(context, 'update');
  const phases = targetPhases(options);
  if (phases.length === 0)
    throw new UserError(
      'shipping.import.no-target.title',
      {},
      {
        lines: [text('shipping.start.no-target.remedy')],
        actions: [
          {
            kind: 'open',
            label: text('commands.aupay-target.label'),
            command: 'aupay-target',
            input: {},
          },
        ],
      },
    );
  const counts = await countsOf(phases, { context, options });
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    plan: null,
    seen: JSON.stringify(counts),
    message: {
      tone: 'plain',
      title: text('shipping.import.title', { count: total, shop: context.shop.name }),
      lines: [
        text('shipping.import.means'),
        ...(total >= LOOKED_AT ? [text('shipping.import.more')] : []),
      ],
      fields: LINK_STATUSES.filter((status) => (counts[status] ?? 0) > 0).map((status) => ({
        label: linkText(status),
        value: text('shipping.status.count', { count: counts[status] ?? 0 }),
      })),
    },
    confirm: { label: text('labels.shipping.import') },
    leave: { label: text('labels.shipping.leave'), said: text('shipping.reset.left') },
  };
}

async function countsOf(
  phases: readonly string[],
  { context, options }: { context: Context & Both; options: ShippingOptions },
): Promise<Partial<Record<LinkStatus, number>>> {
  const counts: Partial<Record<LinkStatus, number>> = {};
  let seen = 0;
  for (const phase of phases) {
    for (let after: string | null = null; seen < LOOKED_AT;) {
      const slips = await context.crossmall.inPhase(phase, after);
      const ours = slips.filter((slip) => slipFacts({ options }, slip, null).ours);
      const states = await mallStates(context.aupay, ours);
      for (const slip of ours) {
        const status = importedStatus(
          slipFacts({ options }, slip, null),
          states.get(slip.mallNumber) ?? null,
        );
        counts[status] = (counts[status] ?? 0) + 1;
      }
      seen += ours.length;
      after = slips.at(-1)?.number ?? null;
      if (slips.length < ROWS) break;
    }
  }
  return counts;
}
