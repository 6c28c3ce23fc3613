import { z } from 'zod';
import { type Context, defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { Identity, identityKey } from '../../core/settings.ts';
import { text } from '../../core/text.ts';
import { accountFields } from './account-fields.ts';
import { CodeHash } from './code-hash.ts';

const Given = z.object({ code: CodeHash });
type Given = z.infer<typeof Given>;
type Plan = { code: string; identity: Identity };

/** "It is my account": what is done from it then counts as done by this person. */
export const claim = defineCommand<Given, Plan>({
  name: 'claim',
  role: 'viewer',
  exact: true,
  hidden: true,
  uses: [],
  fields: [{ name: 'code' }],
  input: Given,
  async preview({ code }, context) {
    const { identity, name } = await waiting(code, context);
    return {
      plan: { code, identity },
      seen: identityKey(identity),
      message: {
        tone: 'warn',
        title: text('linking.claim.title', { name }),
        lines: [text('linking.claim.means'), text('linking.whose.guard')],
        fields: accountFields(identity, name),
      },
      confirm: { label: text('linking.whose.mine') },
      leave: { label: text('linking.claim.leave'), said: text('linking.left') },
    };
  },
  async run({ code, identity }, { linking, person }) {
    await linking.join(code, {
      identity,
      by: linking.account,
      actor: person.id,
      into: { person: person.id },
      roles: {},
    });
    return {
      tone: 'good',
      title: text('linking.claim.done'),
      fields: accountFields(identity, await linking.nameOf(identity)),
    };
  },
});

/** The account that waits behind a code, as long as it belongs to nobody. */
export async function waiting(
  code: string,
  { linking, person }: Context,
): Promise<{ identity: Identity; name: string }> {
  const row = await linking.find(code);
  if (row === null || row.identity === null)
    throw new UserError('linking.expired.title', undefined, { lines: [text('linking.again')] });
  const owner = await linking.ownerOf(row.identity);
  if (owner !== null)
    throw new UserError(owner.id === person.id ? 'linking.already.title' : 'linking.taken.title');
  return { identity: row.identity, name: await linking.nameOf(row.identity) };
}
