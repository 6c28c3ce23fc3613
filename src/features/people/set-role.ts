import type { Context } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Person, Role } from '../../core/settings.ts';
import { crewOf } from './crew-fields.ts';

/** A person's role in the shop as it is and as it shall be; null takes it away. */
export type Change = { person: string; from: Role; to: Role | null };

/** Throws UserError when the change would leave the shop without an owner: nobody could give rights any more. */
export async function keepAnOwner({ person, to }: Omit<Change, 'from'>, context: Context) {
  const { shop } = context;
  const crew = await crewOf(context);
  const others = crew.filter(({ id }) => id !== person);
  const stays = to === 'owner' || others.some(({ roles }) => roles[shop.id] === 'owner');
  if (!stays) throw new UserError('people.role.last-owner', { shop: shop.name });
}

/**
 * Makes the change, once. When two owners take each other's role at the same time, whoever sees that nobody is left puts
 * the role back.
 */
export async function setRole(change: Change, context: Context): Promise<Person> {
  const { settings, shop } = context;
  const { person: id, from, to } = change;
  await keepAnOwner(change, context);
  const changed = await settings.update('people', id, (current) => {
    const role = current?.roles[shop.id];
    if (current === null || (role !== from && role !== (to ?? undefined))) throw outdated();
    return withRole(current, shop.id, to);
  });
  if (changed === null) throw outdated();
  const crew = await crewOf(context);
  if (crew.some(({ roles }) => roles[shop.id] === 'owner')) return changed;
  await settings.update('people', id, (current) => current && withRole(current, shop.id, from));
  throw new UserError('people.role.last-owner', { shop: shop.name });
}

function withRole(person: Person, shop: string, role: Role | null): Person {
  const { [shop]: _, ...others } = person.roles;
  return { ...person, roles: role === null ? others : { ...others, [shop]: role } };
}

function outdated(): UserError {
  return new UserError('people.role.outdated');
}
