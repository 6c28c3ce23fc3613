import type { CodeRow, IssuedCode, NewCode } from '../../core/linking.ts';
import type { Identity } from '../../core/settings.ts';
import type { House } from '../house.ts';
import { hashOf, newCode } from './code.ts';

/** Whose account asks, and the inbox row of what it said. */
export type Speaker = { identity: Identity | null; account: string; inbox: string | null };

export const NOBODY: Speaker = { identity: null, account: 'system', inbox: null };

const MINUTES = 60_000;
/** How long a code may be used. The first owner's is printed where nobody looks often. */
const LASTS: { [kind in CodeRow['kind']]: number } = {
  self: 10 * MINUTES,
  stranger: 10 * MINUTES,
  invite: 10 * MINUTES,
  owner: 24 * 60 * MINUTES,
};

/** Makes a code. What is kept of it cannot be typed. A new first owner's code takes the place of earlier ones. */
export async function issue(
  house: House,
  { identity, inbox }: Speaker,
  wanted: NewCode,
): Promise<IssuedCode> {
  const { kind, person = null, shop = null, role = null, name = null } = wanted;
  const createdAt = house.clock.now().epochMilliseconds;
  const expiresAt = createdAt + LASTS[kind];
  const code = newCode();
  const asks = kind === 'stranger' ? { identity, resume: inbox } : { identity: null, resume: null };
  const row = { hash: hashOf(code), kind, person, shop, role, name, ...asks, createdAt, expiresAt };
  await house.ledger.write(async (tx) => {
    if (kind === 'owner') await tx.codes.withdraw('owner', createdAt);
    await tx.codes.add({ ...row, usedBy: null, usedAt: null });
  });
  return { code, expiresAt };
}
