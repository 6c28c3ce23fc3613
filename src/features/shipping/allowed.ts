import type { Context } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import { mallConnection } from './connections.ts';
import type { ShippingOptions } from './options.ts';

/**
 * The shop's connection to the mall, when this person may look at it (参照) or change it (更新): the permission groups of
 * CROSS MALL, as a ceiling on the role. Throws UserError naming who can grant it.
 */
export async function mallFor(
  { settings, shop, person }: Pick<Context, 'settings' | 'shop' | 'person'>,
  wanted: 'view' | 'update',
): Promise<{ id: string; options: ShippingOptions }> {
  const connections = await settings.list('connections');
  const found = mallConnection(connections.filter((connection) => connection.shop === shop.id));
  const permission = found.options.permissions[person.id] ?? 'update';
  if (permission === 'update' || permission === wanted) return found;
  const people = await settings.list('people');
  const owners = people.filter(({ roles }) => roles[shop.id] === 'owner').map(({ name }) => name);
  throw new UserError(
    'shipping.permission.title',
    { shop: shop.name },
    {
      lines: [
        text(`shipping.permission.${permission}`),
        text('refusals.role.owners', { owners: owners.join(', ') }),
      ],
    },
  );
}
