import { isWithinReach } from '../core/ceiling.ts';
import type { AnyCommand, AnyShopCommand, Context, OpenContext } from '../core/command.ts';
import type { Channel } from '../core/people.ts';
import { may } from '../core/people.ts';
import type { Connection, Locale, Person, Shop } from '../core/settings.ts';
import type { Hand } from './alerts/act.ts';
import { createAlertDesk } from './alerts/desk.ts';
import { desksFor, lexiconOf } from './desks.ts';
import type { House } from './house.ts';
import { NOBODY, type Speaker } from './linking/issue.ts';
import { createLinking } from './linking/port.ts';
import { speakerOf, type Turn } from './turn.ts';

const HISTORY = 50;

type About = {
  person: Person;
  shops: readonly Shop[];
  shop: Shop;
  channel: Channel;
  locale: Locale;
  /** The shops whose alerts it is about, when that is not this one alone. */
  scope?: readonly Shop[] | undefined;
  /** Whose account asked; nobody's unless set. */
  speaker?: Speaker;
};

export async function openContext(house: House, turn: Turn): Promise<OpenContext> {
  const connections = await house.settings.list('connections');
  const offered = [...house.commands.values()].filter((command) =>
    isOffered(turn, command, connections),
  );
  return {
    now: house.clock.now(),
    locale: turn.locale,
    channel: turn.channel,
    person: turn.actor.person,
    shops: turn.shops,
    offered,
    settings: house.settings,
    numerals: house.words.numerals(),
    lexicon: lexiconOf(house),
    linking: createLinking(house, speakerOf(turn)),
  };
}

function isOffered(
  { actor, shops, channel }: Turn,
  command: AnyCommand,
  connections: readonly Connection[],
): boolean {
  if (command.hidden) return false;
  if (command.role === null) return true;
  const person = actor.person?.id ?? '';
  return shops.some(
    (shop) =>
      may(actor, command, shop, channel).ok &&
      isWithinReach(command, { shop, person, connections }),
  );
}

/** The context of a command about a shop, with the clients it uses. */
export async function shopContext(
  house: House,
  command: AnyShopCommand,
  { speaker = NOBODY, scope, ...about }: About,
): Promise<Context> {
  const clients: Record<string, object> = {};
  for (const system of command.uses) clients[system] = await house.connect(about.shop, system);
  return {
    now: house.clock.now(),
    offered: [],
    settings: house.settings,
    numerals: house.words.numerals(),
    ...desksFor(house, { ...about, account: speaker.account }),
    linking: createLinking(house, speaker),
    alerts: createAlertDesk(house, scope ?? [about.shop], handOf(about, speaker)),
    ...about,
    history: (subject) => house.ledger.operations.bySubject(about.shop.id, subject, HISTORY),
    ...clients,
  };
}

function handOf({ person, channel }: About, { account }: Speaker): Hand {
  return { person: person.id, account, via: channel.platform };
}
