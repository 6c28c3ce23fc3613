import type { Message } from '../core/message.ts';
import { type Identity, identityKey, type Person } from '../core/settings.ts';
import type { House } from './house.ts';
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
  const account = accountOf(house, person, not);
  const platform = account && house.platforms.get(account.platform);
  if (!account || !platform) return null;
  const home = await house.settings.get('shops', shop ?? Object.keys(person.roles)[0] ?? '');
  const locale = person.locale ?? home?.locale ?? house.defaults.locale;
  const reader = { person: person.id, shop, locale };
  return { key, address: platform.direct(account), reader, message };
}

function accountOf({ platforms }: House, person: Person, not?: Identity): Identity | undefined {
  const without = not && identityKey(not);
  return person.identities.find(
    (each) => platforms.has(each.platform) && identityKey(each) !== without,
  );
}
