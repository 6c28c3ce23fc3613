import type { z } from 'zod';
import { identityKey } from './identity.ts';
import type { ChannelRule, Connection, Limit, Person, Route, Schedule, Shop } from './settings.ts';

/** What no single record can tell: ids that are used twice or lead nowhere, and rules that contradict each other. */

type Problems = z.core.$RefinementCtx;
type File = {
  shops: Shop[];
  people: Person[];
  connections: Connection[];
  routes: Route[];
  channels: ChannelRule[];
  limits: Limit[];
  schedules: Schedule[];
};

export function checkReferences(file: File, problems: Problems): void {
  for (const section of SECTIONS) unique(section, file[section], problems);
  const shops = new Set(file.shops.map(({ id }) => id));
  for (const section of OF_A_SHOP) {
    for (const [index, { shop }] of file[section].entries())
      if (!shops.has(shop)) missing([section, index, 'shop'], `shop "${shop}"`, problems);
  }
  checkPeople(file, shops, problems);
  checkChannels(file, shops, problems);
  checkTargets(file, problems);
}

const SECTIONS = [
  'shops',
  'people',
  'connections',
  'routes',
  'channels',
  'limits',
  'schedules',
] as const;
const OF_A_SHOP = ['connections', 'routes', 'limits', 'schedules'] as const;

function checkPeople({ people }: File, shops: Set<string>, problems: Problems): void {
  const seen = new Set<string>();
  for (const [index, person] of people.entries()) {
    for (const shop of Object.keys(person.roles))
      if (!shops.has(shop)) missing(['people', index, 'roles', shop], `shop "${shop}"`, problems);
    for (const identity of person.identities) {
      const key = identityKey(identity);
      if (seen.has(key))
        tell(['people', index, 'identities'], 'this identity belongs to two people', problems);
      seen.add(key);
    }
  }
}

function checkChannels({ channels }: File, shops: Set<string>, problems: Problems): void {
  const seen = new Set<string>();
  for (const [index, rule] of channels.entries()) {
    for (const shop of rule.shops)
      if (!shops.has(shop)) missing(['channels', index, 'shops'], `shop "${shop}"`, problems);
    if (rule.platform === 'slack' && rule.team === undefined)
      tell(['channels', index, 'team'], 'a Slack channel needs its workspace', problems);
    const key = [rule.platform, rule.team, rule.channel].join(' ');
    if (seen.has(key))
      tell(['channels', index, 'channel'], 'another rule is about this channel', problems);
    seen.add(key);
  }
}

/** Schedules may outlive their person: they pause then. Whoever is to hear of alerts must exist. */
function checkTargets({ routes, people }: File, problems: Problems): void {
  const known = new Set(people.map(({ id }) => id));
  for (const [index, route] of routes.entries()) {
    const targets = [...route.targets, ...route.escalate.flatMap((step) => step.targets)];
    for (const target of targets)
      if (target.to === 'person' && !known.has(target.person))
        missing(['routes', index, 'targets'], `person "${target.person}"`, problems);
  }
}

function unique(section: string, records: { id: string }[], problems: Problems): void {
  const ids = new Set<string>();
  for (const [index, { id }] of records.entries()) {
    if (ids.has(id)) tell([section, index, 'id'], `"${id}" is used twice`, problems);
    ids.add(id);
  }
}

function missing(path: (string | number)[], what: string, problems: Problems): void {
  tell(path, `there is no ${what}`, problems);
}

function tell(path: (string | number)[], message: string, problems: Problems): void {
  problems.addIssue({ code: 'custom', path, message });
}
