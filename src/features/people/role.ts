import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { reaches } from '../../core/people.ts';
import { Role } from '../../core/settings.ts';
import { text, type Text } from '../../core/text.ts';
import { askPerson, personNamed, roleField, takeName } from './crew-fields.ts';
import { type Change, keepAnOwner, setRole } from './set-role.ts';

const Given = z.object({ person: z.string().min(1), role: Role });
type Given = z.infer<typeof Given>;
type Plan = Change & { to: Role; name: string };

/** `role <person> <role>`: what somebody may do in this shop. */
export const role = defineCommand<Given, Plan>({
  name: 'role',
  role: 'owner',
  exact: true,
  uses: [],
  fields: [
    {
      name: 'person',
      loose: true,
      take: takeName,
      ask: (_input, context) => askPerson('role', context),
    },
    roleField,
  ],
  input: Given,
  async preview({ person: given, role: to }, context) {
    const { shop, person: owner } = context;
    const person = await personNamed(given, context);
    if ('ask' in person) return person;
    const from = person.roles[shop.id] ?? 'viewer';
    const { name } = person;
    if (from === to) throw new UserError('people.role.same', { name, role: roleText(to) });
    if (!reaches(owner.roles[shop.id] ?? 'viewer', to))
      throw new UserError('people.role.above', { role: roleText(to) });
    await keepAnOwner({ person: person.id, to }, context);
    const facts = { name, shop: shop.name, from: roleText(from), to: roleText(to) };
    return {
      plan: { person: person.id, name, from, to },
      seen: JSON.stringify([person.id, from, to]),
      message: {
        tone: 'warn',
        title: text('people.role.title', facts),
        lines: [text('people.role.change', facts), text(`people.role.means.${to}`)],
      },
      confirm: { label: text('people.role.do') },
      leave: { label: text('people.role.leave'), said: text('people.role.left') },
    };
  },
  async run(plan, context) {
    const { shop, crew } = context;
    const person = await setRole(plan, context);
    const facts = { name: plan.name, shop: shop.name, role: roleText(plan.to) };
    await crew.tell(person, { tone: 'plain', title: text('people.role.told', facts) });
    return { tone: 'good', title: text('people.role.done', facts) };
  },
});

function roleText(name: Role): { text: Text } {
  return { text: text(`roles.${name}`) };
}
