import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { text } from '../../core/text.ts';

const Given = z.object({ run: z.string().min(1), act: z.enum(['pause', 'resume', 'stop']) });

/** The buttons of a run that goes on: pause, resume, stop for good. What it did so far stays. */
export const run = defineCommand<z.infer<typeof Given>>({
  name: 'run',
  role: 'operator',
  hidden: true,
  uses: [],
  fields: [{ name: 'run' }, { name: 'act' }],
  input: Given,
  async run({ run: id, act }, { runs }) {
    const done = await runs.act(id, act);
    return {
      tone: 'plain',
      title: text(`runs.act.${done ? act : 'late'}`),
      echo: true,
      ...(done &&
        act === 'pause' && {
          actions: ['resume', 'stop'].map((next) => ({
            kind: 'open' as const,
            label: text(`labels.run.${next}`),
            command: 'run',
            input: { run: id, act: next },
          })),
        }),
    };
  },
});
