import type { Locale, Role, Shop } from '../../core/settings.ts';
import type { Group, User } from '../line/types.ts';
import type { Seed } from '../opn/seed.ts';

/** A charge of a fresh sandbox. Amounts are in the smallest unit of the account's currency. */
export type SeedCharge = Omit<Seed, 'currency' | 'created_at' | 'paid_at'> & {
  id: string;
  hoursAgo: number;
  /** What was given back since, one amount per refund. */
  refunded?: readonly number[];
};

/** Something worth typing; its words are in `page/words/` under `try.<what>`. */
export type Try = {
  what:
    | 'why-bill'
    | 'backfill'
    | 'mall-status'
    | 'mall-history'
    | 'connect-nhanh'
    | 'nhanh-status'
    | 'refund-part'
    | 'refund-all'
    | 'refund-form'
    | 'refund-refused'
    | 'capture-part'
    | 'capture-all'
    | 'over-limit'
    | 'approvals'
    | 'alerts'
    | 'snooze'
    | 'people'
    | 'link'
    | 'limits'
    | 'schedule'
    | 'status'
    | 'audit'
    | 'help';
  charge?: string;
  /** In the main unit, as a person types it. */
  amount?: string;
  /** A bill's or an order's number. */
  order?: string;
};

export type SeedShop = {
  shop: Omit<Shop, 'version'>;
  account: { country: string; currency: string };
  charges: readonly SeedCharge[];
  tries: readonly Try[];
};

/** A person as the page lets one be them: in their own LINE chat with Tenban or in a group, and in their shop's Slack channel. */
export type Seat = {
  id: string;
  user: User;
  group?: Omit<Group, 'members'>;
  /** The same person's user id in Slack. */
  slack: string;
  /** Null is a stranger: not in the settings. */
  role: Role | null;
  /** The shop whose charges are shown beside the phone. */
  shop: string;
  locale: Locale;
};

const DAY = 24;

/** So many days, in hours. */
export function days(count: number): number {
  return count * DAY;
}
