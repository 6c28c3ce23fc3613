import type { AnyCommand } from '../core/command.ts';
import type { Address, Inbound, Reader } from '../core/platform.ts';
import type { Actor, Channel } from '../core/people.ts';
import { may } from '../core/people.ts';
import {
  identityKey,
  type Identity,
  type Locale,
  type Person,
  type Shop,
} from '../core/settings.ts';
import type { Message } from '../core/message.ts';
import type { Tx } from '../core/ledger.ts';
import { channelOf } from './channel.ts';
import { type House, platformOf } from './house.ts';
import type { Speaker } from './linking/issue.ts';
import { conversationOf } from './post.ts';

/** One thing that arrived, with what is known of who sent it. */
export type Turn = {
  inbound: Inbound;
  /** The inbox row: names everything that follows from it. */
  id: string;
  actor: Actor;
  /** The account as the platform knows it; stays when names change. */
  account: string;
  channel: Channel;
  locale: Locale;
  /** Shops where the person has a role. */
  shops: Shop[];
  conversation: string;
  /** The outbox row of the card whose button led here. */
  card: string | null;
};

/** What a turn leads to: at most one answer, and what is written in the same transaction as it. */
export type Reaction = {
  message?: Message;
  shop?: Shop | null;
  /** Where to, when it is not where it came from. */
  address?: Address;
  /** The card whose button led here. */
  card?: string | null;
  /** Written first; when it returns a message, that one is the answer. */
  write?(tx: Tx): Promise<Message | void>;
};

export async function openTurn(house: House, id: string, inbound: Inbound): Promise<Turn> {
  const { identity, address } = inbound;
  const person = identity === null ? null : await personOf(house, identity);
  const shops = await shopsOf(house, person);
  return {
    inbound,
    id,
    actor: { identity, person },
    account: identity === null ? `${address.platform}:unknown` : identityKey(identity),
    channel: await channelOf(house, address),
    locale: await localeOf(house, { identity, person, shops }),
    shops,
    conversation: conversationOf(address),
    card: null,
  };
}

/** Whose account it is; null when that is not known. */
export async function personOf(house: House, identity: Identity): Promise<Person | null> {
  const key = identityKey(identity);
  const people = await house.settings.list('people');
  return (
    people.find((person) => person.identities.some((known) => identityKey(known) === key)) ?? null
  );
}

async function shopsOf(house: House, person: Person | null): Promise<Shop[]> {
  if (person === null) return [];
  const shops = await house.settings.list('shops');
  return shops.filter((shop) => person.roles[shop.id] !== undefined);
}

type Known = { identity: Identity | null; person: Person | null; shops: Shop[] };

/** The person's own choice, then their shop's language, then what the platform tells, then the default. */
async function localeOf(house: House, { identity, person, shops }: Known): Promise<Locale> {
  const known = person?.locale ?? shops[0]?.locale;
  if (known !== undefined) return known;
  if (identity === null) return house.defaults.locale;
  const told = await platformOf(house, identity.platform).localeOf(identity);
  return told ?? house.defaults.locale;
}

export function readerOf(turn: Turn, shop: Shop | null): Reader {
  return { person: turn.actor.person?.id ?? null, shop: shop?.id ?? null, locale: turn.locale };
}

/** The shops where this actor may use the command here. */
export function shopsFor(turn: Turn, command: AnyCommand): Shop[] {
  return turn.shops.filter((shop) => may(turn.actor, command, shop, turn.channel).ok);
}

/** Whose account speaks. */
export function speakerOf({ actor, account, id }: Turn): Speaker {
  return { identity: actor.identity, account, inbox: id };
}

/** The dialog of this person in this conversation. */
export function dialogKey(turn: Turn): string {
  return `${turn.conversation}:${turn.account}`;
}
