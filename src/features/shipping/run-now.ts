import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import { mallFor } from './allowed.ts';
import type { AtMall } from './connections.ts';
import { PROCESSES } from './link-status.ts';
import { processField, processText } from './process-field.ts';

const Given = z.object({ process: z.enum(PROCESSES) });

/** `aupay run <process>`: the next run starts at once instead of 15 minutes after the last. */
export const aupayRun = defineCommand<z.infer<typeof Given>, z.infer<typeof Given>, AtMall>({
  name: 'aupay-run',
  role: 'operator',
  uses: ['aupay'],
  fields: [processField],
  input: Given,
  async run({ process }, context) {
    const { id, options } = await mallFor(context, 'update');
    const values = { process: { text: processText(process) }, shop: context.shop.name };
    if (!options[process].on)
      throw new UserError('shipping.run.off.title', values, {
        lines: [text('shipping.run.off.remedy')],
        actions: [
          {
            kind: 'open',
            label: text('labels.shipping.start'),
            command: 'aupay-start',
            input: { process },
          },
        ],
      });
    await context.runs.cycleNow(`shipping.${process}`, id);
    return { tone: 'wait', title: text('shipping.run.started', values) };
  },
});
