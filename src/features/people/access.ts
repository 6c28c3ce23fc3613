import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { reaches } from '../../core/people.ts';
import { Role } from '../../core/settings.ts';
import { text } from '../../core/text.ts';

const Given = z.object({ role: Role });
type Given = z.infer<typeof Given>;

/** Asks the shop's owners for a role. They hear of it once a day, however often it is asked. */
export const access = defineCommand<Given>({
  name: 'access',
  role: 'viewer',
  exact: true,
  hidden: true,
  uses: [],
  fields: [{ name: 'role' }],
  input: Given,
  async run({ role }, { shop, person, crew }) {
    const wanted = { text: text(`roles.${role}`) };
    if (reaches(person.roles[shop.id] ?? 'viewer', role))
      return { tone: 'plain', title: text('people.access.has', { role: wanted, shop: shop.name }) };
    const owners = await crew.ask(role);
    if (owners.length === 0) throw new UserError('people.access.nobody', { shop: shop.name });
    return {
      tone: 'wait',
      title: text('people.access.asked', { owners: owners.join(', '), role: wanted }),
      lines: [text('people.access.once')],
    };
  },
});
