import { z } from 'zod';
import type { ApprovalRow } from '../../core/approval.ts';
import { defineCommand } from '../../core/command.ts';
import type { Action, Message } from '../../core/message.ts';
import { raw, text, timeAt } from '../../core/text.ts';

const OFFERED = 10;
const Given = z.object({});
type Given = z.infer<typeof Given>;

/** `approvals`: what waits for a second person in the shop, newest first. */
export const approvals = defineCommand<Given>({
  name: 'approvals',
  role: 'operator',
  uses: [],
  fields: [],
  input: Given,
  async run(_given, { approvals: requests, shop, settings }) {
    const people = new Map((await settings.list('people')).map(({ id, name }) => [id, name]));
    const pending = await requests.pending();
    const named = pending.map((row) => ({ row, name: people.get(row.requester) ?? row.requester }));
    return listMessage(shop.name, named);
  },
});

type Named = { row: ApprovalRow; name: string };

function listMessage(shop: string, pending: readonly Named[]): Message {
  if (pending.length === 0) return { tone: 'plain', title: text('approvals.list.none', { shop }) };
  return {
    tone: 'plain',
    title: text('approvals.list.title', { count: pending.length, shop }),
    table: {
      head: [text('approvals.number'), raw(''), raw(''), text('approvals.list.until')],
      rows: pending.map(({ row, name }) => [
        text('approvals.list.look', { number: String(row.number) }),
        row.appeal.what,
        text('facts.value.person', { name }),
        text('facts.value.at', { at: timeAt(row.expiresAt) }),
      ]),
    },
    choices: pending.slice(0, OFFERED).map(({ row }) => look(row)),
  };
}

/** Leads to the request's card; only who may approve is shown it. */
function look({ number }: ApprovalRow): Action {
  return {
    kind: 'open',
    label: text('approvals.list.look', { number: String(number) }),
    command: 'approve',
    input: { number: String(number) },
  };
}
