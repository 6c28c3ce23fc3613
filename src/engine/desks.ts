import type { Desks } from '../core/desks.ts';
import type { Lexicon } from '../core/lexicon.ts';
import type { Channel } from '../core/people.ts';
import type { Person, Shop } from '../core/settings.ts';
import { createConnecting } from './connecting.ts';
import { explain } from './explain.ts';
import { later } from './duties.ts';
import { healthOf } from './health.ts';
import type { House } from './house.ts';
import { orderDesk } from './orders.ts';
import { runDesk } from './runs/desk.ts';
import { schedulingFor } from './schedules/desk.ts';

export function lexiconOf({ words }: House): Lexicon {
  return {
    vocabulary: words.vocabulary(),
    months: words.monthWords(),
    whens: words.whenWords(),
    terms: words.terms(),
  };
}

type About = { shop: Shop; person: Person; channel: Channel; account: string };

/** What a command may look up and plan beside its own matter. */
export function desksFor(house: House, about: About): Desks & { lexicon: Lexicon } {
  const { shop } = about;
  return {
    lexicon: lexiconOf(house),
    audit: (limit, filter) => house.ledger.audit.list(shop.id, limit, filter),
    schedules: schedulingFor(house, about),
    health: () => healthOf(house, shop),
    explain: (system, order, context) => explain(house, { system, order, context }),
    runs: runDesk(house, { shop, person: about.person.id, account: about.account }),
    orders: orderDesk(house, shop),
    connecting: createConnecting(house),
    later: (due) => later(house, shop.id, due),
  };
}
