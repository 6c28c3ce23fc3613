import type { Message } from './message.ts';
import type { Identity, Person, Role } from './settings.ts';

/** A one-time code that makes an account known. Only its hash is kept. Times in epoch ms. */
export type CodeRow = {
  /** SHA-256 of the code, hex. */
  hash: string;
  /**
   * `owner` the first one, printed at start-up · `invite` a new person of a shop · `self` another account of a person ·
   * `stranger` an account that asks to be let in.
   */
  kind: 'owner' | 'invite' | 'self' | 'stranger';
  /** Person id: who it links to (`self`), or who invited. */
  person: string | null;
  /** `invite`: where, as what, and under which name. */
  shop: string | null;
  role: Role | null;
  name: string | null;
  /** `stranger`: whose account. */
  identity: Identity | null;
  /** Inbox row of the tap or words that wait for the link and go on afterwards. */
  resume: string | null;
  createdAt: number;
  expiresAt: number;
  /** Account that used it. */
  usedBy: string | null;
  usedAt: number | null;
};

export interface CodeReads {
  get(hash: string): Promise<CodeRow | null>;
}

export interface CodeWrites extends CodeReads {
  add(row: CodeRow): Promise<void>;
  /** True for the first caller only, and only before it expires. */
  use(hash: string, by: string, at: number): Promise<boolean>;
  /** Lets the codes of a kind that nobody has used expire. Returns how many. */
  withdraw(kind: CodeRow['kind'], at: number): Promise<number>;
  expire(before: number): Promise<number>;
}

export type NewCode = Pick<CodeRow, 'kind'> &
  Partial<Pick<CodeRow, 'person' | 'shop' | 'role' | 'name'>>;

/** A code as people read it, such as `ABCD-EFGH`. `expiresAt` in epoch ms. */
export type IssuedCode = { code: string; expiresAt: number };

/** What came of a code that was typed. `blocked`: too many wrong ones from this account, until then (epoch ms). */
export type Tried =
  | { state: 'good'; row: CodeRow }
  | { state: 'wrong' | 'used' | 'expired' }
  | { state: 'blocked'; until: number };

/** What an account becomes: another one of a person, or that of a new one. */
export type Joining = {
  identity: Identity;
  /** Account that used the code. */
  by: string;
  /** Person id, when the account is not the new one itself. */
  actor?: string;
  /** Person id, or how a new person is called. */
  into: { person: string } | { name: string };
  /** Roles that come with it; ones the person has are kept. */
  roles: { [shop: string]: Role };
};

/** Making accounts known. Whatever it does may be asked for again after a crash and is then done once. */
export interface Linking {
  /** Whose account speaks; null when the platform does not say, or when nobody does. */
  identity: Identity | null;
  /** The same as one text, such as `line:U4af…`. */
  account: string;
  issue(wanted: NewCode): Promise<IssuedCode>;
  /** Looks a typed code up and keeps count of wrong ones. */
  look(code: string): Promise<Tried>;
  /** By its hash; null when it is over. */
  find(hash: string): Promise<CodeRow | null>;
  /** What an account calls itself, on one line and cut short; its id when the platform does not tell. */
  nameOf(identity: Identity): Promise<string>;
  /** Whose account it is. */
  ownerOf(identity: Identity): Promise<Person | null>;
  /**
   * Uses a code up and makes the account known; tells the other side and lets what waited go on. Throws UserError when
   * the code was used by another account or is over, or the account is somebody else's.
   */
  join(hash: string, joining: Joining): Promise<Person>;
  /** What an account that nobody knows is told, with a code for becoming known. */
  introduce(): Promise<Message>;
}

/** People of a shop. */
export interface Crew {
  /** Sends the owners a request for a role, at most one per person, role and day. Returns whom it reaches. */
  ask(role: Role): Promise<string[]>;
  /** Writes to a person of the shop, once per request. */
  tell(person: Person, message: Message): Promise<void>;
  /** Notes an act in the shop's audit chain. */
  note(action: string, subject: string, detail: { [name: string]: string }): Promise<void>;
}
