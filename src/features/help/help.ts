import { z } from 'zod';
import { type AnyCommand, defineOpenCommand, type OpenContext } from '../../core/command.ts';
import type { Message } from '../../core/message.ts';
import { text, type Text } from '../../core/text.ts';

const Given = z.object({});

/** Shows what this person may do, each with an example to copy; a stranger sees how to become known. */
export const help = defineOpenCommand({
  name: 'help',
  role: null,
  fields: [],
  input: Given,
  async run(_given, context): Promise<Message> {
    const usable = context.offered.filter((command) => command.name !== 'help');
    const facts = usable.map((command) => ({
      label: text(`commands.${command.name}.example`),
      value: text(`commands.${command.name}.what`),
    }));
    return {
      tone: 'plain',
      title: titleFor(context),
      lines: [text(context.person === null ? await strangersWay(context) : 'help.leave-out')],
      fields: facts,
      actions: usable.slice(0, 4).map((command: AnyCommand) => ({
        kind: 'open',
        label: text(`commands.${command.name}.label`),
        command: command.name,
        input: {},
      })),
    };
  },
});

function titleFor({ person, shops }: OpenContext): Text {
  const shop = shops[0];
  if (person === null || shop === undefined) return text('help.title.stranger');
  if (shops.length > 1)
    return text('help.title.shops', { shops: shops.map(({ name }) => name).join(', ') });
  const role = person.roles[shop.id];
  return text('help.title.shop', {
    shop: shop.name,
    role: { text: text(`roles.${role ?? 'none'}`) },
  });
}

/** On an installation that knows nobody yet, the reader is probably the one who installs it. */
async function strangersWay({ settings }: OpenContext): Promise<string> {
  const people = await settings.list('people');
  return people.length === 0 ? 'help.nobody-yet' : 'help.stranger';
}
