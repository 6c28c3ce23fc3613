import type {
  AnyCommand,
  AnyShopCommand,
  Context,
  OpenContext,
  RunContext,
} from '../core/command.ts';
import type { Operation } from '../core/operation.ts';
import type { Json } from '../core/json.ts';
import type { Channel } from '../core/people.ts';
import { may } from '../core/people.ts';
import type { Locale, Person, Shop } from '../core/settings.ts';
import { decide, recheck } from './decisions.ts';
import type { House } from './house.ts';
import { once } from './operations.ts';
import type { Turn } from './turn.ts';

const HISTORY = 50;

type About = {
  person: Person;
  shops: readonly Shop[];
  shop: Shop;
  channel: Channel;
  locale: Locale;
};

export function openContext(house: House, turn: Turn): OpenContext {
  const offered = [...house.commands.values()].filter((command) => isOffered(turn, command));
  return {
    now: house.clock.now(),
    locale: turn.locale,
    channel: turn.channel,
    person: turn.actor.person,
    shops: turn.shops,
    offered,
    settings: house.settings,
    numerals: house.words.numerals(),
  };
}

function isOffered(turn: Turn, command: AnyCommand): boolean {
  if (command.hidden) return false;
  if (command.role === null) return true;
  return turn.shops.some((shop) => may(turn.actor, command, shop, turn.channel).ok);
}

/** The context of a command about a shop, with the clients it uses. */
export async function shopContext(
  house: House,
  command: AnyShopCommand,
  about: About,
): Promise<Context> {
  const clients: Record<string, object> = {};
  for (const system of command.uses) clients[system] = await house.connect(about.shop, system);
  return {
    now: house.clock.now(),
    offered: [],
    settings: house.settings,
    numerals: house.words.numerals(),
    ...about,
    history: (subject) => house.ledger.operations.bySubject(about.shop.id, subject, HISTORY),
    ...clients,
  };
}

/** The same, with leave to act. `execution` names the request. */
export function runContext(house: House, context: Context, execution: string): RunContext {
  return {
    ...context,
    execution,
    once: <Result extends Json>(operation: Operation<Result>) => once(house, operation),
    recheck: (other) => recheck(house, context.shop, other),
    decide: (decision) => decide(house, { shop: context.shop, person: context.person }, decision),
  };
}
