import type { Json } from './json.ts';
import type { Message } from './message.ts';
import type { Connection, Identity, Locale } from './settings.ts';

/**
 * What a chat and a page do together to connect a shop, before any of it is settings. A note is kept until a time (epoch ms)
 * and is gone afterwards, whoever asks; secrets in it are to be sealed.
 */
export interface Connecting {
  /** Where browsers and remote systems reach us: the origin, without a slash at its end. */
  baseUrl: string;
  /** A note, or null when there is none any more. */
  read(key: string): Promise<Json | null>;
  /**
   * Puts what `make` makes of a note in its place, null for nothing; one at a time, whichever process asks. What `make`
   * throws changes nothing and comes through. Returns what stands there then.
   */
  change(key: string, make: (current: Json | null) => Note | null): Promise<Json | null>;
  /** Cipher text that opens at its own place only. */
  seal(plain: string, place: Place): string;
  /** Null when it was sealed for another place or with a key that is gone. */
  open(sealed: string, place: Place): string | null;
  /** For an address nobody can guess. */
  newToken(): string;
  /** What is kept of a token. */
  fingerprint(token: string): string;
  /** For people to read and type, such as `ABCD-EFGH`. */
  newCode(): string;
  /** What is kept of a code, however it was typed. */
  hashOf(typed: string): string;
  /** A client for a connection that is not in the settings, its secrets in plain. Throws for a system nobody speaks. */
  trial(given: Trial): Promise<object>;
  /** Writes to an account, once per key. */
  tell(letter: Letter): Promise<void>;
}

export type Note = { payload: Json; until: number };
export type Place = { owner: string; name: string };
export type Trial = Pick<Connection, 'shop' | 'system' | 'options' | 'secrets'>;
export type Letter = {
  key: string;
  shop: string;
  person: string;
  to: Identity;
  locale: Locale;
  message: Message;
};

/** Makes secrets into cipher text that opens at its own place only. */
export type SealBox = Pick<Connecting, 'seal' | 'open'>;
