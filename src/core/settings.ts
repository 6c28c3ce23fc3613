import { z } from 'zod';

/** What is wanted: one record per thing, each with a version that grows by one with every change. */

export const LOCALES = ['en', 'th', 'vi', 'ja'] as const;
export const Locale = z.enum(LOCALES);
export type Locale = z.infer<typeof Locale>;

export const ROLES = ['viewer', 'operator', 'approver', 'owner'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

const Id = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/,
    'letters, digits, dot, dash and underscore, at most 64',
  );
const Version = z.int().min(1).default(1);

export const TimeZone = z.string().refine(isTimeZone, 'an IANA time zone such as Asia/Bangkok');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A tenant. Everything else belongs to exactly one, people aside. */
export const Shop = z.strictObject({
  id: Id,
  name: z.string().min(1),
  locale: Locale,
  timeZone: TimeZone,
  version: Version,
});
export type Shop = z.infer<typeof Shop>;

/** How a platform knows a person. A Slack user id means nothing without its team. */
export const Identity = z.discriminatedUnion('platform', [
  z.strictObject({ platform: z.literal('line'), id: z.string().min(1) }),
  z.strictObject({ platform: z.literal('slack'), team: z.string().min(1), id: z.string().min(1) }),
]);
export type Identity = z.infer<typeof Identity>;

export const Person = z.strictObject({
  id: Id,
  name: z.string().min(1),
  locale: Locale.optional(),
  timeZone: TimeZone.optional(),
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

const Later = z.looseObject({ id: Id, version: Version });

/** The file as people read and edit it. An unknown name is refused: it is a typing mistake, or from a newer Tenban. */
export const SettingsFile = z
  .strictObject({
    /** Where editors find `docs/settings.schema.json`. */
    $schema: z.string().optional(),
    version: z.literal(1),
    shops: z.array(Shop).default([]),
    people: z.array(Person).default([]),
    connections: z.array(Connection).default([]),
    routes: z.array(Later).default([]),
    limits: z.array(Later).default([]),
    schedules: z.array(Later).default([]),
    apps: z.record(Id, App).default({}),
  })
  .superRefine(checkReferences);
export type SettingsFile = z.infer<typeof SettingsFile>;

type Problems = z.core.$RefinementCtx;

function checkReferences(
  file: Pick<SettingsFile, 'shops' | 'people' | 'connections'>,
  problems: Problems,
): void {
  unique('shops', file.shops, problems);
  unique('people', file.people, problems);
  unique('connections', file.connections, problems);
  const shops = new Set(file.shops.map((shop) => shop.id));
  for (const [index, connection] of file.connections.entries()) {
    if (!shops.has(connection.shop))
      missing(['connections', index, 'shop'], connection.shop, problems);
  }
  const seen = new Set<string>();
  for (const [index, person] of file.people.entries()) {
    for (const shop of Object.keys(person.roles)) {
      if (!shops.has(shop)) missing(['people', index, 'roles', shop], shop, problems);
    }
    for (const identity of person.identities) {
      const key = identityKey(identity);
      if (seen.has(key)) {
        problems.addIssue({
          code: 'custom',
          path: ['people', index, 'identities'],
          message: 'this identity belongs to two people',
        });
      }
      seen.add(key);
    }
  }
}

function unique(section: string, records: { id: string }[], problems: Problems): void {
  const ids = new Set<string>();
  for (const [index, { id }] of records.entries()) {
    if (ids.has(id))
      problems.addIssue({
        code: 'custom',
        path: [section, index, 'id'],
        message: `"${id}" is used twice`,
      });
    ids.add(id);
  }
}

function missing(path: (string | number)[], shop: string, problems: Problems): void {
  problems.addIssue({ code: 'custom', path, message: `there is no shop "${shop}"` });
}

/** One text per identity, to look a person up by. */
export function identityKey(identity: Identity): string {
  return identity.platform === 'slack'
    ? `slack:${identity.team}:${identity.id}`
    : `line:${identity.id}`;
}

export type Sections = { shops: Shop; people: Person; connections: Connection };

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
  /** Replaces everything at once, as one change: what `settings import` does. Secrets written in plain are encrypted. */
  replace(file: SettingsFile): Promise<void>;
  /** Everything, secrets as cipher text. */
  export(): Promise<SettingsFile>;
}
