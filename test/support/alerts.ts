import type { TestContext } from 'node:test';
import type { Raise } from '../../src/core/alert.ts';
import type { Person, Route } from '../../src/core/settings.ts';
import { raise } from '../../src/engine/alerts/raise.ts';
import { type Options, openShop, type TestShop } from './shop.ts';

export const HOUR = 3_600_000;
export const MINUTE = 60_000;

/** What a test raises; it names only what it is about. */
export function problem(change: Partial<Raise> = {}): Raise {
  return {
    shop: 'baan-suan',
    kind: 'refunds.stuck',
    cause: 'chrg_1',
    severity: 'warning',
    message: { tone: 'warn', title: { raw: 'A refund is stuck' } },
    ...change,
  };
}

export type AlertShop = TestShop & {
  /** Raises a problem and lets it be told. */
  problem(change?: Partial<Raise>): Promise<string>;
  route(route: Partial<Route> & Pick<Route, 'targets'>): Promise<void>;
  person(id: string, change: (person: Person) => Partial<Person>): Promise<void>;
};

/** A shop in which things go wrong on demand. */
export async function openAlertShop(t: TestContext, options: Options = {}): Promise<AlertShop> {
  const shop = await openShop(t, options);
  const { house } = shop.tenban;
  let routes = 0;
  return {
    ...shop,
    async problem(change) {
      const row = await house.ledger.write((tx) => raise(house, tx, problem(change)));
      await house.queue.settled();
      return row.id;
    },
    async route(route) {
      routes += 1;
      const id = `route-${routes}`;
      const whole = { shop: 'baan-suan', escalate: [], remind: {}, version: 1, ...route, id };
      await house.settings.update('routes', id, () => whole);
    },
    async person(id, change) {
      await house.settings.update('people', id, (person) =>
        person === null ? null : { ...person, ...change(person) },
      );
    },
  };
}

/** What Tenban said in a Slack channel or to a Slack person, texts only. */
export function saidInSlack(shop: TestShop, channel: string): string[] {
  return shop.slack.channel(channel).map(({ text }) => text);
}
