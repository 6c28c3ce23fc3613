import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import type { Message } from '../../core/message.ts';
import type { Limit } from '../../core/settings.ts';
import { text } from '../../core/text.ts';
import { commandsText, mostText, roleText, SORTS } from './words.ts';

const Given = z.object({});
type Given = z.infer<typeof Given>;

/** `limits`: what is allowed without a second person, and how much of it is used today. */
export const limits = defineCommand<Given>({
  name: 'limits',
  role: 'owner',
  uses: [],
  fields: [],
  input: Given,
  async run(_given, { settings, shop, approvals }) {
    const all = (await settings.list('limits')).filter((limit) => limit.shop === shop.id);
    const used = await Promise.all(all.map((limit) => approvals.usedToday(limit)));
    return listMessage(
      shop.name,
      all.map((limit, index) => ({ limit, used: used[index] ?? 0 })),
    );
  },
});

type Used = { limit: Limit; used: number };

function listMessage(shop: string, rows: readonly Used[]): Message {
  const change: Message['actions'] = [
    { kind: 'open', label: text('limits.change.do'), command: 'limit', input: {} },
  ];
  if (rows.length === 0)
    return {
      tone: 'plain',
      title: text('limits.list.none', { shop }),
      lines: [text('limits.list.none.means')],
      actions: change,
    };
  return {
    tone: 'plain',
    title: text('limits.list.title', { shop }),
    lines: [text('limits.list.means'), text('limits.list.elsewhere')],
    table: {
      head: [
        text('limits.field.role'),
        text('limits.field.command'),
        ...SORTS.map((sort) => text(`limits.field.${sort}`)),
        text('limits.list.today'),
      ],
      rows: rows.map(({ limit, used }) => [
        roleText(limit.role),
        commandsText(limit.commands),
        ...SORTS.map((sort) => mostText(limit[sort], limit.currency)),
        mostText(used, limit.currency),
      ]),
    },
    actions: change,
  };
}
