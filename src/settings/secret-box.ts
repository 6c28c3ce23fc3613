import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Where a secret belongs. A cipher text opens nowhere else, so it cannot be copied to another owner. */
type Place = { owner: string; name: string };

export type SecretBox = {
  /** Encrypts under the current key: `enc:v1:<key id>:<base64url of iv, cipher text and tag>`. */
  seal(plain: string, place: Place): string;
  /** The secret in plain, or null when it was made with an unknown key, for another place, or was damaged. */
  open(sealed: string, place: Place): string | null;
  /** Whether it was made with the current key. */
  isCurrent(sealed: string): boolean;
};

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SEALED = /^enc:v1:(?<id>[0-9a-f]{8}):(?<bytes>[A-Za-z0-9_-]+)$/;

/** Whether a text claims to be cipher text; everything else is a secret in plain. */
export function isSealed(text: string): boolean {
  return text.startsWith('enc:');
}

/**
 * AES-256-GCM with a fresh iv per secret (NIST SP 800-38D). `previous` keys only decrypt, for the time of a rotation.
 * Throws when a key is not 32 bytes.
 */
export function createSecretBox({
  current,
  previous = [],
}: {
  current: Uint8Array;
  previous?: readonly Uint8Array[];
}): SecretBox {
  const keys = new Map([...previous, current].map((key) => [keyId(key), key]));
  const currentId = keyId(current);
  return {
    seal(plain, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, current, iv).setAAD(bound(place));
      const bytes = [iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return `enc:v1:${currentId}:${Buffer.concat(bytes).toString('base64url')}`;
    },
    open(sealed, place) {
      const { id = '', bytes = '' } = SEALED.exec(sealed)?.groups ?? {};
      const key = keys.get(id);
      return key === undefined ? null : decrypt(key, Buffer.from(bytes, 'base64url'), place);
    },
    isCurrent: (sealed) => SEALED.exec(sealed)?.groups?.['id'] === currentId,
  };
}

function decrypt(key: Uint8Array, bytes: Buffer, place: Place): string | null {
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  const iv = bytes.subarray(0, IV_BYTES);
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES })
    .setAAD(bound(place))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const plain = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
    return Buffer.concat([plain, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function bound({ owner, name }: Place): Buffer {
  return Buffer.from(JSON.stringify([owner, name]));
}

function keyId(key: Uint8Array): string {
  if (key.length !== KEY_BYTES)
    throw new RangeError(`A secret key has ${KEY_BYTES} bytes, this one ${key.length}.`);
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}
