import type { Log } from '../core/log.ts';
import type { Settings } from '../core/settings.ts';

/** What the settings say is allowed makes no sense as a whole; the message says what to do. */
class PolicyError extends Error {
  override name = 'PolicyError';
}

/**
 * Refuses to start where people are known but nobody can give anybody a right: only somebody who edits the settings could
 * mend that. Throws PolicyError. A single shop without an owner is said in the log.
 */
export async function checkPolicy(settings: Settings, log: Log): Promise<void> {
  const [people, shops] = await Promise.all([settings.list('people'), settings.list('shops')]);
  const owned = new Set(
    people.flatMap(({ roles }) => Object.keys(roles).filter((shop) => roles[shop] === 'owner')),
  );
  const ownerless = shops.filter(({ id }) => !owned.has(id)).map(({ id }) => id);
  if (people.length === 0 || ownerless.length === 0) return;
  if (ownerless.length < shops.length) {
    log.warn({ shops: ownerless }, 'shops without an owner: nobody can give rights there');
    return;
  }
  throw new PolicyError(
    `The settings know ${people.length} people, but no shop has an owner: ${ownerless.join(', ')}. ` +
      'Give one of them the role "owner" in "people", or remove all people: ' +
      'the next start then prints a code that makes whoever types it the first owner.',
  );
}
