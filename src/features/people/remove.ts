import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { text } from '../../core/text.ts';
import { askPerson, personNamed } from './crew-fields.ts';
import { type Change, keepAnOwner, setRole } from './set-role.ts';

const Given = z.object({ person: z.string().min(1) });
type Given = z.infer<typeof Given>;
type Plan = Change & { name: string };

/** `remove <person>`: somebody leaves this shop. Their accounts stay theirs, for other shops and for coming back. */
export const remove = defineCommand<Given, Plan>({
  name: 'remove',
  role: 'owner',
  exact: true,
  uses: [],
  fields: [{ name: 'person', rest: true, ask: (_input, context) => askPerson('remove', context) }],
  input: Given,
  async preview({ person: given }, context) {
    const { shop } = context;
    const person = await personNamed(given, context);
    if ('ask' in person) return person;
    await keepAnOwner({ person: person.id, to: null }, context);
    const from = person.roles[shop.id] ?? 'viewer';
    const facts = { name: person.name, shop: shop.name };
    return {
      plan: { person: person.id, name: person.name, from, to: null },
      seen: JSON.stringify([person.id, from]),
      message: {
        tone: 'warn',
        title: text('people.remove.title', facts),
        lines: [text('people.remove.means')],
      },
      confirm: { label: text('people.remove.do'), danger: true },
      leave: { label: text('people.remove.leave'), said: text('people.role.left') },
    };
  },
  async run(plan, context) {
    const { shop, crew } = context;
    const person = await setRole(plan, context);
    const facts = { name: plan.name, shop: shop.name };
    await crew.tell(person, { tone: 'plain', title: text('people.remove.told', facts) });
    return { tone: 'good', title: text('people.remove.done', facts) };
  },
});
