import { z } from 'zod';
import { type Context, defineCommand, type Preview, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { text, type Text } from '../../core/text.ts';
import { mallFor } from './allowed.ts';
import { changeOptions } from './change-options.ts';
import { type AtMall, BOTH, type Both } from './connections.ts';
import { PROCESSES, type Process } from './link-status.ts';
import { type ShippingOptions, targetProblems } from './options.ts';
import { processField, processText } from './process-field.ts';

const Given = z.object({ process: z.enum(PROCESSES) });
type Given = z.infer<typeof Given>;

/** `aupay start <process>`: it runs by itself every 15 minutes from now on. Each process is started on its own. */
export const aupayStart = defineCommand<Given, Given, Both>({
  name: 'aupay-start',
  role: 'operator',
  exact: true,
  uses: BOTH,
  fields: [processField],
  input: Given,
  preview: previewStart,
  run: (plan, context) => turn(plan.process, true, context),
});

/** `aupay stop <process>`. A run that is under way ends as it would. */
export const aupayStop = defineCommand<Given, Given, AtMall>({
  name: 'aupay-stop',
  role: 'operator',
  exact: true,
  uses: ['aupay'],
  fields: [processField],
  input: Given,
  async preview(given, context) {
    await mallFor(context, 'update');
    const what = { process: { text: processText(given.process) }, shop: context.shop.name };
    return {
      plan: given,
      seen: '',
      message: {
        tone: 'warn',
        title: text('shipping.stop.title', what),
        lines: [text('shipping.stop.means')],
      },
      confirm: { label: text('labels.shipping.stop') },
      leave: { label: text('labels.shipping.leave'), said: text('shipping.reset.left') },
    };
  },
  run: (plan, context) => turn(plan.process, false, context),
});

async function previewStart({ process }: Given, context: Context & Both): Promise<Preview<Given>> {
  const { options } = await mallFor(context, 'update');
  const { targets } = options[process];
  if (targets.length === 0)
    throw new UserError(
      'shipping.start.no-target.title',
      { process: { text: processText(process) } },
      { lines: [text('shipping.start.no-target.remedy')], actions: [setTarget(process)] },
    );
  if (options.importedAt === undefined)
    throw new UserError(
      'shipping.start.import.title',
      {},
      {
        lines: [text('shipping.start.import.remedy')],
        actions: [
          {
            kind: 'open',
            label: text('commands.aupay-import.label'),
            command: 'aupay-import',
            input: {},
          },
        ],
      },
    );
  refuseProblems(options, await context.crossmall.phases());
  const values = { process: { text: processText(process) }, shop: context.shop.name };
  return {
    plan: { process },
    seen: JSON.stringify(targets),
    message: {
      tone: 'plain',
      title: text('shipping.start.title', values),
      lines: [...targets.flatMap(targetLines), text('shipping.start.means')],
    },
    confirm: { label: text('labels.shipping.start') },
    leave: { label: text('labels.shipping.leave'), said: text('shipping.reset.left') },
  };
}

/** A phase in two processes, or one that CROSS MALL does not have, starts nothing. */
export function refuseProblems(options: ShippingOptions, phases: readonly string[]): void {
  const problems = targetProblems(options, phases);
  if (problems.length === 0) return;
  const lines = problems.map(({ problem, phase }) => text(`shipping.target.${problem}`, { phase }));
  throw new UserError('shipping.target.title', {}, { lines });
}

function targetLines({
  phase,
  success,
  failure,
}: ShippingOptions['status']['targets'][number]): Text[] {
  const missing = success === undefined || failure === undefined;
  return [
    text('shipping.target.line', { phase, success: success ?? '—', failure: failure ?? '—' }),
    ...(missing ? [text('shipping.target.left-out')] : []),
  ];
}

function setTarget(process: Process) {
  const label = text('commands.aupay-target.label');
  return { kind: 'open', label, command: 'aupay-target', input: { process } } as const;
}

async function turn(process: Process, on: boolean, context: RunContext): Promise<Message> {
  const { id } = await mallFor(context, 'update');
  await changeOptions(context.settings, id, (options) => ({
    ...options,
    [process]: { ...options[process], on },
  }));
  if (on) await context.runs.cycleNow(`shipping.${process}`, id);
  return {
    tone: 'good',
    title: text(on ? 'shipping.start.done' : 'shipping.stop.done', {
      process: { text: processText(process) },
      shop: context.shop.name,
    }),
  };
}
