import type { NewFile } from '../core/file.ts';
import type { House } from './house.ts';

const LASTS = 7 * 24 * 3_600_000;

/** Keeps a file for a week. Returns its address, which is all that is needed to fetch it: 128 random bits. */
export async function keepFile(house: House, shop: string, file: NewFile): Promise<string> {
  const id = house.tokens.newId();
  const createdAt = house.clock.now().epochMilliseconds;
  const row = { ...file, id, shop, createdAt, expiresAt: createdAt + LASTS };
  await house.ledger.write((tx) => tx.files.add(row));
  return `${house.baseUrl}/media/${id}`;
}
