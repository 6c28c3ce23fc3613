import { z } from 'zod';
import { Identity } from './identity.ts';
import { ChannelRule, Limit, Route, Schedule, TimeOfDay } from './settings-sections.ts';
import { checkReferences } from './settings-references.ts';
import { Id, Locale, Role, TimeZone, Version } from './settings-words.ts';

export { Identity, identityKey } from './identity.ts';
export { Locale, LOCALES, Role, ROLES, TimeZone } from './settings-words.ts';
export type {
  ChannelRule,
  Limit,
  Recurrence,
  Route,
  Schedule,
  Target,
} from './settings-sections.ts';

/** What is wanted: one record per thing, each with a version that grows by one with every change. */

/** A tenant. Everything else belongs to exactly one, people aside. */
export const Shop = z.strictObject({
  id: Id,
  name: z.string().min(1),
  locale: Locale,
  timeZone: TimeZone,
  /** When people work, for escalations that wait for it: weekdays with 1 = Monday. Monday to Friday, 9 to 18, unless set. */
  hours: z
    .strictObject({ days: z.array(z.int().min(1).max(7)).min(1), from: TimeOfDay, to: TimeOfDay })
    .optional(),
  /** Whose public holidays it keeps, and where that list is wrong for it: ISO dates. */
  holidays: z
    .strictObject({
      country: z.enum(['TH', 'VN', 'JP']).optional(),
      added: z.array(z.iso.date()).default([]),
      removed: z.array(z.iso.date()).default([]),
    })
    .optional(),
  version: Version,
});
export type Shop = z.infer<typeof Shop>;

export const Person = z.strictObject({
  id: Id,
  name: z.string().min(1),
  locale: Locale.optional(),
  timeZone: TimeZone.optional(),
  /** For alerts that reach nobody in a chat. */
  email: z.email().optional(),
  roles: z.record(Id, Role).default({}),
  identities: z.array(Identity).default([]),
  version: Version,
});
export type Person = z.infer<typeof Person>;

/** A shop's credentials for one remote system. `secrets` hold cipher text once stored; `options` are the feature's own. */
export const Connection = z.strictObject({
  id: Id,
  shop: Id,
  system: z.string().min(1),
  secrets: z.record(z.string(), z.string()).default({}),
  options: z.record(z.string(), z.json()).default({}),
  version: Version,
});
export type Connection = z.infer<typeof Connection>;

/** An integrator's own credentials with a remote system, valid for every shop; kept as a connection's are. */
const App = z.strictObject({
  secrets: z.record(z.string(), z.string()).default({}),
  options: z.record(z.string(), z.json()).default({}),
  version: Version,
});

/** The file as people read and edit it. An unknown name is refused: it is a typing mistake, or from a newer Tenban. */
export const SettingsFile = z
  .strictObject({
    /** Where editors find `docs/settings.schema.json`. */
    $schema: z.string().optional(),
    version: z.literal(1),
    shops: z.array(Shop).default([]),
    people: z.array(Person).default([]),
    connections: z.array(Connection).default([]),
    routes: z.array(Route).default([]),
    channels: z.array(ChannelRule).default([]),
    limits: z.array(Limit).default([]),
    schedules: z.array(Schedule).default([]),
    apps: z.record(Id, App).default({}),
  })
  .superRefine(checkReferences);
export type SettingsFile = z.infer<typeof SettingsFile>;

export type Sections = {
  shops: Shop;
  people: Person;
  connections: Connection;
  routes: Route;
  channels: ChannelRule;
  limits: Limit;
  schedules: Schedule;
};

/**
 * Settings as a store of records. `update` is atomic: `change` gets the record as it is now (null when there is none)
 * and returns the next one, or null to remove it; the version is the store's to count. A result that breaks the schema
 * is refused and changes nothing.
 */
export interface Settings {
  get<S extends keyof Sections>(section: S, id: string): Promise<Sections[S] | null>;
  list<S extends keyof Sections>(section: S): Promise<Sections[S][]>;
  update<S extends keyof Sections>(
    section: S,
    id: string,
    change: (current: Sections[S] | null) => Sections[S] | null,
  ): Promise<Sections[S] | null>;
  /** A connection's secrets in plain, to be held only as long as a client needs them. */
  reveal(connection: Connection): Record<string, string>;
  /** An integrator's own credentials with a system in plain, as they are now; empty when there are none. */
  revealApp(name: string): Promise<Record<string, string>>;
  /** Replaces everything at once, as one change: what `settings import` does. Secrets written in plain are encrypted. */
  replace(file: SettingsFile): Promise<void>;
  /** Everything, secrets as cipher text. */
  export(): Promise<SettingsFile>;
  /**
   * The same for one short piece of work, which need not ask again and again whether anything was changed elsewhere: a moment
   * ago is good enough. What is changed through it is seen at once, and what was changed before it began always.
   */
  forJob(): Settings;
}
