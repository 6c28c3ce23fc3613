import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { numberField, RequestNumber } from './number.ts';

const Given = z.object({
  number: RequestNumber,
  /** Tapped on the request's card, which shows everything. */
  sure: z.literal('yes').optional(),
});
type Given = z.infer<typeof Given>;

/** `approve <number>`: shows the request to whoever typed it; its button carries it out in the requester's name. */
export const approve = defineCommand<Given>({
  name: 'approve',
  role: 'approver',
  exact: true,
  uses: [],
  fields: [numberField],
  input: Given,
  async run({ number, sure }, { approvals }) {
    return sure === undefined ? approvals.card(number) : approvals.approve(number);
  },
});
