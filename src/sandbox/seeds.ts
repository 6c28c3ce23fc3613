import type { Identity, SettingsFile } from '../core/settings.ts';
import type { LineSimulator } from './line/simulator.ts';
import type { OpnKeys } from './opn/book.ts';
import type { OpnSimulator } from './opn/simulator.ts';
import type { Pair } from './pairs/types.ts';
import { isoOf } from './opn/time.ts';
import { baanSuan } from './seeds/baan-suan.ts';
import { komachi } from './seeds/komachi.ts';
import { lemongrass } from './seeds/lemongrass.ts';
import { nhaLa } from './seeds/nha-la.ts';
import { GROUP, SEATS } from './seeds/people.ts';
import type { Seat, SeedCharge, SeedShop } from './seeds/types.ts';
import { channelOf, SLACK_LOCALES, TEAM } from './seeds/workspace.ts';
import type { SlackSimulator } from './slack/simulator.ts';

/** What a fresh sandbox holds: four shops with their charges, and the people who mind them. */
export const SHOPS: readonly SeedShop[] = [baanSuan, nhaLa, komachi, lemongrass];

/** What operators may refund alone; above that an owner approves. In the smallest unit. */
const LIMITS: SettingsFile['limits'] = [
  { shop: 'baan-suan', perRequest: 100_000, perDay: 500_000 },
  { shop: 'lemongrass', perRequest: 100_000, perDay: 1_000_000 },
].map(({ shop, ...limits }) => ({
  id: `${shop}-operators`,
  shop,
  role: 'operator' as const,
  currency: 'THB',
  ...limits,
  version: 1,
}));

const HOUR = 3_600_000;

/** One Opn secret key per shop, by shop id. */
export type ShopKeys = Readonly<Record<string, string>>;

/** The simulator's accounts, each opened by its shop's key and named as the shop. */
export function accountsOf(keys: ShopKeys): OpnKeys {
  const rows = SHOPS.map(({ shop, account }) => {
    const key = keys[shop.id];
    if (key === undefined) throw new Error(`the shop ${shop.id} needs an Opn key`);
    return [key, { account: shop.id, ...account }] as const;
  });
  return Object.fromEntries(rows);
}

/** The settings file of a fresh sandbox, secrets in plain: opening it encrypts them. */
export function settingsOf(keys: ShopKeys, pairs: readonly Pair[]): SettingsFile {
  return {
    version: 1,
    shops: SHOPS.map(({ shop }) => ({ ...shop, version: 1 })),
    people: knownPeople(),
    connections: [
      ...SHOPS.map(({ shop }) => ({
        id: `${shop.id}-opn`,
        shop: shop.id,
        system: 'opn',
        secrets: { secretKey: keys[shop.id] ?? '' },
        options: {},
        version: 1,
      })),
      ...pairs.flatMap(({ settings }) => settings.connections),
    ],
    // Each shop's alerts in its Slack channel and to its owners in LINE, to be seen side by side.
    routes: SHOPS.map(({ shop }) => ({
      id: `${shop.id}-alerts`,
      shop: shop.id,
      targets: [
        { to: 'slack', team: TEAM.id, channel: channelOf(shop.id).id },
        { to: 'role', role: 'owner' },
      ],
      escalate: [],
      remind: {},
      version: 1,
    })),
    channels: [],
    limits: LIMITS,
    schedules: [],
    apps: Object.assign({}, ...pairs.map(({ settings }) => settings.apps)),
  };
}

function knownPeople(): SettingsFile['people'] {
  return usersOf(SEATS).flatMap(({ id, user, slack, role, shop, locale }) => {
    if (role === null) return [];
    const identities: Identity[] = [
      { platform: 'line', id: user.id },
      { platform: 'slack', team: TEAM.id, id: slack },
    ];
    return [{ id, name: user.name, locale, roles: { [shop]: role }, identities, version: 1 }];
  });
}

/** One seat per person: who also sits in a group is the same person. */
function usersOf(seats: readonly Seat[]): Seat[] {
  const own = seats.filter(({ group }) => group === undefined);
  const known = new Set(own.map(({ user }) => user.id));
  return [...own, ...seats.filter(({ user }) => !known.has(user.id))];
}

/** Charges that were authorised and never captured. */
export function heldCharges(): { shop: string; charge: string }[] {
  return SHOPS.flatMap(({ shop, charges }) =>
    charges
      .filter(({ capture }) => capture === false)
      .map(({ id }) => ({ shop: shop.id, charge: id })),
  );
}

/** Puts everybody into LINE. */
export function plantPeople(line: LineSimulator): void {
  for (const { user } of usersOf(SEATS)) line.addUser(user);
  const members = SEATS.filter(({ group }) => group?.id === GROUP.id).map(({ user }) => user.id);
  line.addGroup({ ...GROUP, members });
}

/** Puts everybody into Slack, each in the channel of their shop. */
export function plantWorkspace(slack: SlackSimulator): void {
  const seats = usersOf(SEATS);
  for (const { slack: id, user, locale } of seats)
    slack.addUser({ id, name: user.name, locale: SLACK_LOCALES[locale] });
  for (const { shop } of SHOPS) {
    const members = seats.filter((seat) => seat.shop === shop.id).map(({ slack: id }) => id);
    slack.addChannel({ ...channelOf(shop.id), members });
  }
}

/** Puts every shop's charges into Opn, as long ago as the seeds say. `now` is epoch milliseconds. */
export function plantCharges(opn: OpnSimulator, now: number): void {
  for (const { shop, account, charges } of SHOPS) {
    for (const charge of charges)
      plant(opn, { account: shop.id, currency: account.currency, charge, now });
  }
}

type Planting = { account: string; currency: string; charge: SeedCharge; now: number };

function plant(opn: OpnSimulator, { account, currency, charge, now }: Planting): void {
  const { hoursAgo, refunded = [], ...seed } = charge;
  const created_at = isoOf(now - hoursAgo * HOUR);
  const { id } = opn.seed(account, { ...seed, currency, created_at });
  for (const amount of refunded) opn.refundInDashboard(id, amount);
}
