import type { Context } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import { type Joined, joinedOf } from './options.ts';

/** What a command is about. Throws UserError when CNV is not connected. */
export async function joinedFor({
  settings,
  shop,
}: Pick<Context, 'settings' | 'shop'>): Promise<Joined> {
  const all = await settings.list('connections');
  const own = all.filter((connection) => connection.shop === shop.id);
  if (!own.some(({ system }) => system === 'cnv'))
    throw new UserError('refusals.no-connection.title', {
      shop: shop.name,
      system: { text: text('systems.cnv') },
    });
  return joinedOf(own);
}
