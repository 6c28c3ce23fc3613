import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { text } from '../../core/text.ts';
import { numberField, RequestNumber } from './number.ts';

const LONGEST_REASON = 200;
const Given = z.object({
  number: RequestNumber,
  reason: z.string().trim().min(1).max(LONGEST_REASON).optional(),
});
type Given = z.infer<typeof Given>;

/** `reject <number> [reason]`: the requester is told why. Nothing moves, so it asks no further question. */
export const reject = defineCommand<Given>({
  name: 'reject',
  role: 'approver',
  exact: true,
  uses: [],
  fields: [
    numberField,
    {
      name: 'reason',
      optional: true,
      rest: true,
      async ask() {
        const none = { label: text('approvals.no-reason'), value: '-' };
        return { text: text('commands.reject.ask.reason'), choices: [none] };
      },
    },
  ],
  input: Given,
  run: ({ number, reason = null }, { approvals }) => approvals.reject(number, reason),
});
