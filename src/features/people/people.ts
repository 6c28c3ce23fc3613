import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import type { Action } from '../../core/message.ts';
import type { Person } from '../../core/settings.ts';
import { raw, text } from '../../core/text.ts';
import { crewOf } from './crew-fields.ts';

const Given = z.object({});

/** `people`: who belongs to this shop, as what, and with how many accounts where. */
export const people = defineCommand({
  name: 'people',
  role: 'owner',
  uses: [],
  fields: [],
  input: Given,
  async run(_given, context) {
    const { shop } = context;
    const crew = await crewOf(context);
    const all = crew.flatMap(({ identities }) => identities.map(({ platform }) => platform));
    const platforms = [...new Set(all)].toSorted();
    return {
      tone: 'plain',
      title: text('people.list.title', { shop: shop.name, count: crew.length }),
      table: {
        head: [
          text('facts.name'),
          text('facts.role'),
          ...platforms.map((platform) => text(`platforms.${platform}`)),
        ],
        rows: crew.map((person) => [
          raw(person.name),
          text(`roles.${person.roles[shop.id] ?? 'none'}`),
          ...platforms.map((platform) => raw(accountsOn(person, platform))),
        ]),
      },
      actions: ['invite', 'role', 'remove'].map((command): Action => ({
        kind: 'open',
        label: text(`commands.${command}.label`),
        command,
        input: { shop: shop.id },
      })),
    };
  },
});

function accountsOn({ identities }: Person, platform: string): string {
  const count = identities.filter((each) => each.platform === platform).length;
  return count === 0 ? '–' : String(count);
}
