import type { IssuedCode } from '../../core/linking.ts';
import type { House } from '../house.ts';
import { issue, NOBODY } from './issue.ts';

/**
 * A code that makes whoever types it the owner of every shop; null once anybody is known, and while there is no shop to
 * own. To be shown on the console of whoever starts Tenban and nowhere else.
 */
export async function offerFirstOwner(house: House): Promise<IssuedCode | null> {
  const [people, shops] = await Promise.all([
    house.settings.list('people'),
    house.settings.list('shops'),
  ]);
  if (people.length > 0 || shops.length === 0) return null;
  return issue(house, NOBODY, { kind: 'owner' });
}
