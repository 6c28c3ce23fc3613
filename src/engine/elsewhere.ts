import type { OutboxRow, Tx } from '../core/ledger.ts';
import type { Address } from '../core/platform.ts';
import { otherWay } from '../core/routing.ts';
import type { House } from './house.ts';
import { conversationOf, post } from './post.ts';

/** Where what a person must hear goes when it cannot be sent where it should; null when there is no other way. */
export async function wayElsewhere(
  { settings, platforms }: House,
  { weight, reader, address }: OutboxRow,
): Promise<Address | null> {
  if (weight === 'answer' || reader.person === null) return null;
  const person = await settings.get('people', reader.person);
  if (person === null) return null;
  return otherWay(person, address, new Set(platforms.keys()));
}

/** Posts the same there, under the key it would have had there: whoever has it there already is not told twice. */
export async function elsewhere(
  house: House,
  tx: Tx,
  row: OutboxRow,
  address: Address,
): Promise<void> {
  const { key, conversation, reader, message, weight, about } = row;
  const cause = key.endsWith(conversation) ? key.slice(0, -conversation.length) : `${key}:`;
  await post(house, tx, {
    key: cause + conversationOf(address),
    address,
    reader,
    message,
    weight,
    ...(about !== null && { about }),
  });
}
