import type { AlertRow } from './alert.ts';
import type { Address, Reader } from './platform.ts';
import { type Quiet, quietUntil } from './quiet.ts';
import type { Person, Route, Shop, Target } from './settings.ts';

/** What decides who hears of a shop's alerts. `platforms` are those that are connected. */
export type World = {
  shop: Shop;
  people: readonly Person[];
  routes: readonly Route[];
  platforms: ReadonlySet<string>;
};

/** A target as one route names it, with the quiet hours of that route. */
export type Want = { target: Target; quiet: Quiet | null };

/** Somebody to be told. The zone is theirs; one quiet time per route that names them, null for a route without. */
export type Recipient = {
  name: string;
  address: Address;
  reader: Reader;
  timeZone: string;
  quiets: readonly (Quiet | null)[];
};

type About = Pick<AlertRow, 'kind' | 'severity'>;

/** The routes an alert takes. One about a platform itself, such as its quota, takes only those that name it. */
export function routesFor({ shop, routes, platforms }: World, { kind, severity }: About): Route[] {
  const feature = kind.split('.')[0] ?? kind;
  return routes.filter(
    (route) =>
      route.shop === shop.id &&
      (route.features?.includes(feature) ?? !platforms.has(feature)) &&
      (route.severities?.includes(severity) ?? true),
  );
}

/** Whom an alert is told when it begins. Without a route: everybody who may act on it, the owners when it is about a platform. */
export function firstWants(world: World, alert: About): Want[] {
  const routes = routesFor(world, alert);
  if (routes.length > 0) return routes.flatMap((route) => wantsOf(route, route.targets));
  const feature = alert.kind.split('.')[0] ?? '';
  const roles = world.platforms.has(feature)
    ? (['owner'] as const)
    : (['owner', 'approver', 'operator'] as const);
  return roles.map((role) => ({ target: { to: 'role', role }, quiet: null }));
}

export function wantsOf({ quiet }: Pick<Route, 'quiet'>, targets: readonly Target[]): Want[] {
  return targets.map((target) => ({ target, quiet: quiet ?? null }));
}

/** A person, and the platform a target insists on. */
type Choice = { person: Person; on: 'slack' | 'line' | 'mail' | undefined; quiet: Quiet | null };

/**
 * Everybody the targets mean, each once however many routes name them: a person on the first of their accounts, unless a
 * target names a platform. Who has no role in the shop hears nothing of it; who cannot be reached is left out.
 */
export function recipientsOf(world: World, wants: readonly Want[]): Recipient[] {
  const choices = wants.flatMap((want) => peopleMeant(world, want));
  const placed = new Set(
    choices.flatMap(({ person, on }) => (on === undefined ? [] : [person.id])),
  );
  const all = [
    ...wants.flatMap((want) => placeMeant(world, want)),
    ...choices
      .filter(({ person, on }) => on !== undefined || !placed.has(person.id))
      .flatMap((choice) => personMeant(world, choice)),
  ].filter(({ address }) => world.platforms.has(address.platform));
  const found = new Map<string, Recipient>();
  for (const recipient of all) {
    const { platform, conversation } = recipient.address;
    const key = `${platform}:${conversation}`;
    const known = found.get(key);
    const quiets = [...(known?.quiets ?? []), ...recipient.quiets];
    found.set(key, { ...(known ?? recipient), quiets });
  }
  return [...found.values()];
}

function peopleMeant({ people, shop }: World, { target, quiet }: Want): Choice[] {
  const here = people.filter(({ roles }) => roles[shop.id] !== undefined);
  if (target.to === 'role')
    return here
      .filter(({ roles }) => roles[shop.id] === target.role)
      .map((person) => ({ person, on: undefined, quiet }));
  if (target.to !== 'person') return [];
  return here
    .filter(({ id }) => id === target.person)
    .map((person) => ({ person, on: target.on, quiet }));
}

function personMeant({ platforms, shop }: World, { person, on, quiet }: Choice): Recipient[] {
  const addresses = addressesOf(person).filter(({ platform }) => platforms.has(platform));
  const address = addresses.find(({ platform }) => platform === on) ?? addresses[0];
  if (address === undefined) return [];
  const { id, name, locale = shop.locale, timeZone = shop.timeZone } = person;
  const reader: Reader = { person: id, shop: shop.id, locale };
  return [{ name, address, reader, timeZone, quiets: [quiet] }];
}

/** Every way to a person, in their own order; e-mail is the last resort. */
function addressesOf({ identities, email }: Person): Address[] {
  const chats = identities.map((identity): Address => {
    const { platform, id } = identity;
    const conversation = platform === 'slack' ? `${identity.team}/${id}` : id;
    return { platform, conversation, kind: 'direct' };
  });
  if (email === undefined) return chats;
  return [...chats, { platform: 'mail', conversation: email, kind: 'direct' }];
}

/** Ways to a person from the dearest to the last resort: what one cannot take goes to the next they have. */
const WAYS = ['line', 'slack', 'mail'];

/** Where a person hears what could not be sent to them there, or null when that was the last way. */
export function otherWay(
  person: Person,
  from: Address,
  platforms: ReadonlySet<string>,
): Address | null {
  const left = WAYS.slice(WAYS.indexOf(from.platform) + 1).filter((way) => platforms.has(way));
  const addresses = addressesOf(person);
  return left.flatMap((way) => addresses.find(({ platform }) => platform === way) ?? [])[0] ?? null;
}

function placeMeant({ shop }: World, { target, quiet }: Want): Recipient[] {
  const address = placeOf(target);
  if (address === null) return [];
  const { id, locale, timeZone } = shop;
  const reader: Reader = { person: null, shop: id, locale };
  return [{ name: address.conversation, address, reader, timeZone, quiets: [quiet] }];
}

function placeOf(target: Target): Address | null {
  if (target.to === 'line') return { platform: 'line', conversation: target.group, kind: 'group' };
  if (target.to === 'mail')
    return { platform: 'mail', conversation: target.address, kind: 'direct' };
  if (target.to !== 'slack') return null;
  const { team, channel, thread } = target;
  const conversation = [team, channel, ...(thread === undefined ? [] : [thread])].join('/');
  return { platform: 'slack', conversation, kind: 'group' };
}

/**
 * Until when somebody is left in peace, epoch ms; null when they may be told now: outside quiet hours, when one of the
 * routes that name them has none, or when it is urgent.
 */
export function peaceUntil(
  { quiets, timeZone }: Recipient,
  { severity }: Pick<AlertRow, 'severity'>,
  now: number,
): number | null {
  if (severity === 'urgent') return null;
  const ends = quiets.map((quiet) => (quiet === null ? null : quietUntil(quiet, timeZone, now)));
  const known = ends.filter((end) => end !== null);
  return known.length === ends.length && known.length > 0 ? Math.min(...known) : null;
}
