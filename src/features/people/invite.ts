import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { reaches } from '../../core/people.ts';
import { Role } from '../../core/settings.ts';
import { text } from '../../core/text.ts';
import { codeLines, overheard } from './code-lines.ts';
import { PersonName, roleField, takeName } from './crew-fields.ts';

const Given = z.object({ name: PersonName, role: Role });
type Given = z.infer<typeof Given>;

/** `invite <name> <role>`: a code that makes whoever types it first a person of this shop. */
export const invite = defineCommand<Given>({
  name: 'invite',
  role: 'owner',
  exact: true,
  uses: [],
  fields: [{ name: 'name', loose: true, take: takeName }, roleField],
  input: Given,
  async run({ name, role }, { shop, person, linking, crew, channel }) {
    const kept = overheard(channel);
    if (kept !== null) return kept;
    const named = { text: text(`roles.${role}`) };
    if (!reaches(person.roles[shop.id] ?? 'viewer', role))
      throw new UserError('people.role.above', { role: named });
    const issued = await linking.issue({
      kind: 'invite',
      person: person.id,
      shop: shop.id,
      role,
      name,
    });
    await crew.note('invite.made', name, { role });
    return {
      tone: 'plain',
      title: text('people.invite.title', { name, role: named, shop: shop.name }),
      lines: [
        text('people.invite.remedy', { name }),
        ...codeLines(issued),
        text('people.invite.means', { role: named }),
      ],
    };
  },
});
