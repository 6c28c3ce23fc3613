import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { text } from '../../core/text.ts';

const Given = z.object({ execution: z.string().min(1) });
type Given = z.infer<typeof Given>;

/** "Check now" on a request whose outcome is unknown: reads the remote system back at once. The truth follows as its own message. */
export const check = defineCommand<Given>({
  name: 'check',
  role: 'operator',
  hidden: true,
  uses: [],
  fields: [{ name: 'execution' }],
  input: Given,
  async run({ execution }, { recheck }) {
    const open = await recheck(execution);
    if (!open) return { tone: 'plain', title: text('operations.check.over') };
    return { tone: 'wait', title: text('operations.check.started') };
  },
});
