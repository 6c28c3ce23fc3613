import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Names of buttons that nobody can make up: an id and its MAC, 44 characters, opaque to whoever taps. What a button does
 * is in the ledger under the id.
 */
export type Tokens = {
  newId(): string;
  sign(id: string): string;
  /** The id, or null when the token is not ours. */
  read(token: string): string | null;
};

const ID = /^[A-Za-z0-9_-]{22}$/;
const MAC_LENGTH = 16;

/** `keys`: the first signs, all are accepted (rotation). */
export function createTokens(keys: readonly Uint8Array[]): Tokens {
  const macKeys = keys.map(
    (key) => new Uint8Array(hkdfSync('sha256', key, '', 'tenban action token', 32)),
  );
  const signing = macKeys[0];
  if (signing === undefined) throw new Error('a key is needed to sign buttons');
  return {
    newId: () => randomBytes(16).toString('base64url'),
    sign: (id) => id + mac(signing, id).toString('base64url'),
    read(token) {
      const id = token.slice(0, 22);
      const given = Buffer.from(token.slice(22), 'base64url');
      if (!ID.test(id) || given.length !== MAC_LENGTH) return null;
      return macKeys.some((key) => timingSafeEqual(mac(key, id), given)) ? id : null;
    },
  };
}

function mac(key: Uint8Array, id: string): Buffer {
  return createHmac('sha256', key).update(id).digest().subarray(0, MAC_LENGTH);
}
