import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { reaches } from '../../core/people.ts';
import { type Identity, identityKey, Role } from '../../core/settings.ts';
import { raw, text } from '../../core/text.ts';
import { accountFields } from './account-fields.ts';
import { waiting } from './claim.ts';
import { CodeHash } from './code-hash.ts';
import { PersonName, roleField } from './crew-fields.ts';

const Given = z.object({ code: CodeHash, name: PersonName, role: Role });
type Given = z.infer<typeof Given>;
type Plan = Given & { identity: Identity };

/** "It is a new colleague's account": makes a person of it, with a role in this shop. */
export const admit = defineCommand<Given, Plan>({
  name: 'admit',
  role: 'owner',
  exact: true,
  hidden: true,
  uses: [],
  fields: [{ name: 'name' }, roleField],
  input: Given,
  async preview({ code, name, role }, context) {
    const { shop, person } = context;
    const { identity, name: called } = await waiting(code, context);
    if (!reaches(person.roles[shop.id] ?? 'viewer', role))
      throw new UserError('people.role.above', { role: { text: text(`roles.${role}`) } });
    return {
      plan: { code, name, role, identity },
      seen: identityKey(identity),
      message: {
        tone: 'warn',
        title: text('linking.admit.title', {
          name,
          role: { text: text(`roles.${role}`) },
          shop: shop.name,
        }),
        lines: [text('linking.admit.means'), text('linking.whose.guard')],
        fields: accountFields(identity, called),
      },
      confirm: { label: text('linking.admit.do') },
      leave: { label: text('linking.admit.leave'), said: text('linking.left') },
    };
  },
  async run({ code, name, role, identity }, { linking, person, shop }) {
    await linking.join(code, {
      identity,
      by: linking.account,
      actor: person.id,
      into: { name },
      roles: { [shop.id]: role },
    });
    return {
      tone: 'good',
      title: text('linking.admit.done', {
        name,
        role: { text: text(`roles.${role}`) },
        shop: shop.name,
      }),
      fields: [{ label: text('refusals.stranger.account'), value: raw(identityKey(identity)) }],
    };
  },
});
