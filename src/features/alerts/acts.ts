import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { actAndSay } from './answer.ts';
import { alertField, Named } from './which.ts';

const LONGEST_NOTE = 500;
const Words = z.string().trim().min(1).max(LONGEST_NOTE);

const One = z.object({ alert: Named });
const Noted = z.object({ alert: Named, note: Words.optional() });
const Reasoned = z.object({ alert: Named, reason: Words });
const Texted = z.object({ alert: Named, text: Words });

/** `ack <alert> [note]`: I am on it. The first wins. */
export const ack = defineCommand<z.infer<typeof Noted>>({
  name: 'ack',
  role: 'operator',
  uses: [],
  fields: [alertField, { name: 'note', optional: true, rest: true, unasked: true }],
  input: Noted,
  run: ({ alert, note }, context) =>
    actAndSay(alert, { act: 'acknowledge', ...(note !== undefined && { note }) }, context),
});

/** `unack <alert> <reason>`: takes an acknowledgement back while it is fresh. */
export const unack = defineCommand<z.infer<typeof Reasoned>>({
  name: 'unack',
  role: 'operator',
  uses: [],
  fields: [alertField, { name: 'reason', rest: true }],
  input: Reasoned,
  run: ({ alert, reason }, context) => actAndSay(alert, { act: 'unacknowledge', reason }, context),
});

/** `resolve <alert>`: what was wrong is put right. */
export const resolve = defineCommand<z.infer<typeof One>>({
  name: 'resolve',
  role: 'operator',
  exact: true,
  uses: [],
  fields: [alertField],
  input: One,
  run: ({ alert }, context) => actAndSay(alert, { act: 'resolve' }, context),
});

/** `note <alert> <text>`: for whoever looks at it next. */
export const note = defineCommand<z.infer<typeof Texted>>({
  name: 'note',
  role: 'operator',
  uses: [],
  fields: [alertField, { name: 'text', rest: true }],
  input: Texted,
  run: ({ alert, text: words }, context) => actAndSay(alert, { act: 'note', text: words }, context),
});
