import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import type { Message } from '../../core/message.ts';
import { text } from '../../core/text.ts';

const Given = z.object({
  operation: z.string().min(1),
  /** None for what a run does by itself. */
  execution: z.string().min(1).optional(),
  attempt: z.coerce.number().int(),
  outcome: z.enum(['done', 'send-again', 'give-up']),
});
type Given = z.infer<typeof Given>;

/**
 * What a person found out in the remote system's own screens, when reading it back does not settle an operation. It asks
 * once more before it is recorded, because sending again moves money if the person was wrong.
 */
export const decide = defineCommand<Given>({
  name: 'decide',
  role: 'operator',
  exact: true,
  hidden: true,
  uses: [],
  fields: [
    { name: 'operation' },
    { name: 'execution', optional: true, unasked: true },
    { name: 'attempt' },
    { name: 'outcome' },
  ],
  input: Given,
  async preview(given, { shop }) {
    return {
      plan: given,
      seen: '',
      message: {
        tone: 'warn',
        title: text(`operations.decide.${given.outcome}.title`),
        lines: [text(meaning(given))],
        fields: [{ label: text('facts.shop'), value: { raw: shop.name } }],
      },
      confirm: { label: text(`operations.decide.${given.outcome}.label`), danger: true },
      leave: { label: text('labels.back'), said: text('operations.decide.left') },
    };
  },
  async run({ operation, execution, attempt, outcome }, context) {
    const open = await context.decide({ operation, attempt, outcome });
    if (!open) return { tone: 'plain', title: text('operations.check.over') };
    const done: Message = { tone: 'good', title: text(`operations.decide.${outcome}.done`) };
    if (execution === undefined) return { ...done, lines: [text('operations.decide.next-run')] };
    await context.recheck(execution);
    return done;
  },
});

function meaning({ outcome, execution }: Given): string {
  const ofRun = outcome === 'send-again' && execution === undefined;
  return ofRun ? 'operations.decide.send-again.means-run' : `operations.decide.${outcome}.means`;
}
