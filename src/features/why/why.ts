import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';

const SYSTEMS = ['page365', 'aupay', 'nhanh'] as const;
const Given = z.object({ system: z.enum(SYSTEMS), order: z.string().trim().min(1) });
type Given = z.infer<typeof Given>;

/** `why <system> <order>`: why an order is where it is, asked live, with what to do. */
export const why = defineCommand<Given>({
  name: 'why',
  role: 'viewer',
  uses: [],
  fields: [
    {
      name: 'system',
      take: ([word = '']) => (SYSTEMS.some((system) => system === word.toLowerCase()) ? 1 : 0),
      options: SYSTEMS.map((system) => ({ label: text(`systems.${system}`), value: system })),
    },
    { name: 'order', rest: true },
  ],
  input: Given,
  async run({ system, order }, context) {
    const message = await context.explain(system, order, context);
    if (message === null) throw new UserError('commands.why.wrong.system', { given: system });
    return message;
  },
});
