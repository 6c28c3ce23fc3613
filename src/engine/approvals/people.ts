import { may } from '../../core/people.ts';
import type { Address, Reader } from '../../core/platform.ts';
import type { Person, Shop } from '../../core/settings.ts';
import { channelOf } from '../channel.ts';
import { commandNamed, type House } from '../house.ts';
import { directTo } from '../letter.ts';

/** A person who can be told, and where. */
export type Told = { person: Person; address: Address };

type Of = { people: readonly Person[]; shop: Shop; requester: string };

/** Everybody but the requester who may decide requests of this shop when alone with Tenban. */
export async function deciders(house: House, { people, shop, requester }: Of): Promise<Told[]> {
  const found: Told[] = [];
  for (const person of people) {
    const address = directTo(house, person);
    if (person.id === requester || address === null) continue;
    const channel = await channelOf(house, address);
    const { ok } = may({ identity: null, person }, commandNamed(house, 'approve'), shop, channel);
    if (ok) found.push({ person, address });
  }
  return found;
}

export function readerFor({ person, shop }: { person: Person; shop: Shop }): Reader {
  return { person: person.id, shop: shop.id, locale: person.locale ?? shop.locale };
}
