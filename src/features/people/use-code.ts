import type { OpenContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { CodeRow, Joining } from '../../core/linking.ts';
import type { Action, Message } from '../../core/message.ts';
import { type Identity, identityKey, type Person, type Role } from '../../core/settings.ts';
import { text } from '../../core/text.ts';
import { accountFields } from './account-fields.ts';

/** A good code is unused, or was taken by this account, which was cut short and goes on with it. */
type Typist = OpenContext & { identity: Identity };

export function useCode(row: CodeRow, typist: Typist): Promise<Message> {
  return USES[row.kind](row, typist);
}

const USES: { [kind in CodeRow['kind']]: (row: CodeRow, typist: Typist) => Promise<Message> } = {
  self: useSelf,
  invite: useInvite,
  stranger: useStranger,
  owner: useOwner,
};

/** Nothing is told of the person an account belongs to, nor of the one who made the code. */
async function useSelf(row: CodeRow, typist: Typist): Promise<Message> {
  const { person } = typist;
  const own = person !== null && person.id === row.person;
  if (own && row.usedAt === null) return alreadyMessage();
  if (row.person === null || (person !== null && !own)) throw new UserError('linking.taken.title');
  return joined(row, typist, { into: { person: row.person }, roles: {} });
}

/** Whoever invited must still be allowed to. */
async function useInvite(row: CodeRow, typist: Typist): Promise<Message> {
  const { person, settings } = typist;
  const { shop, role, name } = row;
  if (shop === null || role === null || row.person === null) throw expired();
  const inviter = await settings.get('people', row.person);
  if (inviter?.roles[shop] !== 'owner') throw expired();
  if (row.usedAt === null && person?.roles[shop] !== undefined) return alreadyMessage();
  const into = person === null ? { name: name ?? '' } : { person: person.id };
  return joined(row, typist, { into, roles: { [shop]: role } });
}

/** The first owner's code is worth nothing once there is an owner. */
async function useOwner(row: CodeRow, typist: Typist): Promise<Message> {
  const { person, settings, linking, identity } = typist;
  const [people, shops] = await Promise.all([settings.list('people'), settings.list('shops')]);
  const others = people.filter(({ id }) => id !== person?.id);
  if (others.some(({ roles }) => Object.values(roles).includes('owner'))) throw expired();
  const into = person === null ? { name: await linking.nameOf(identity) } : { person: person.id };
  const owner: Role = 'owner';
  const roles = Object.fromEntries(shops.map(({ id }) => [id, owner]));
  return joined(row, typist, { into, roles });
}

/** Whose account is it? That is for the person to say, who sees it before they do. */
async function useStranger(row: CodeRow, typist: Typist): Promise<Message> {
  const { person, identity, shops, linking } = typist;
  if (row.identity === null) throw expired();
  if (person === null) throw new UserError('linking.not-yours.title');
  if (identityKey(identity) === identityKey(row.identity)) return alreadyMessage();
  const name = await linking.nameOf(row.identity);
  return {
    tone: 'plain',
    title: text('linking.whose.title', { name }),
    lines: [text('linking.whose.means'), text('linking.whose.guard')],
    fields: accountFields(row.identity, name),
    actions: [
      ...shops.slice(0, 1).map((shop): Action => ({
        kind: 'open',
        label: text('linking.whose.mine'),
        command: 'claim',
        input: { code: row.hash, shop: shop.id },
      })),
      ...(ownsAny(person) ? [colleague(row.hash, name)] : []),
    ],
  };
}

function ownsAny({ roles }: Person): boolean {
  return Object.values(roles).includes('owner');
}

function colleague(code: string, name: string): Action {
  return {
    kind: 'open',
    label: text('linking.whose.colleague'),
    command: 'admit',
    input: { code, name },
  };
}

async function joined(
  row: CodeRow,
  { identity, linking, settings }: Typist,
  joining: Pick<Joining, 'into' | 'roles'>,
): Promise<Message> {
  const person = await linking.join(row.hash, { identity, by: linking.account, ...joining });
  const shops = await settings.list('shops');
  return {
    tone: 'good',
    title: text('linking.welcome', { name: person.name }),
    fields: shops
      .filter(({ id }) => person.roles[id] !== undefined)
      .map(({ id, name }) => ({
        label: { raw: name },
        value: text(`roles.${person.roles[id] ?? 'none'}`),
      })),
    actions: [{ kind: 'open', label: text('commands.help.label'), command: 'help', input: {} }],
  };
}

function alreadyMessage(): Message {
  return { tone: 'plain', title: text('linking.already.title') };
}

function expired(): UserError {
  return new UserError('linking.expired.title', undefined, { lines: [text('linking.again')] });
}
