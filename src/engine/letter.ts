import type { Message } from '../core/message.ts';
import type { Address } from '../core/platform.ts';
import { type Identity, identityKey, type Person } from '../core/settings.ts';
import { type House, platformOf } from './house.ts';
import type { Post } from './post.ts';

type Letter = {
  key: string;
  shop: string | null;
  message: Message;
  /** An account that must not be the one. */
  not?: Identity;
};

/** A message for a person alone, on the first of their accounts that can be reached; null when there is none. */
export async function letterTo(
  house: House,
  person: Person,
  { key, shop, message, not }: Letter,
): Promise<Post | null> {
  const address = directTo(house, person, not);
  if (address === null) return null;
  const home = await house.settings.get('shops', shop ?? Object.keys(person.roles)[0] ?? '');
  const locale = person.locale ?? home?.locale ?? house.defaults.locale;
  const reader = { person: person.id, shop, locale };
  return { key, address, reader, message };
}

/**
 * Where a person is written to alone: their first account on a platform that is connected, other than `not`; null when there
 * is none.
 */
export function directTo(house: House, { identities }: Person, not?: Identity): Address | null {
  const without = not && identityKey(not);
  const account = identities.find(
    (each) => house.platforms.has(each.platform) && identityKey(each) !== without,
  );
  return account === undefined ? null : platformOf(house, account.platform).direct(account);
}
