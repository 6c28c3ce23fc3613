import { UserError } from '../../core/errors.ts';
import type { CodeRow, Joining } from '../../core/linking.ts';
import type { Tx } from '../../core/ledger.ts';
import { reaches } from '../../core/people.ts';
import { identityKey, type Person, type Role } from '../../core/settings.ts';
import type { House } from '../house.ts';
import { personOf } from '../turn.ts';
import { type Post, post } from '../post.ts';
import { enqueueResume, letterOf } from './other-side.ts';

const DAY = 24 * 3_600_000;

/**
 * Settings and ledger are two stores: the code is taken first, then the account is added, then what follows is written
 * once. Whoever was cut short in between may go on with the code it took, until that expires.
 */
export async function join(house: House, hash: string, joining: Joining): Promise<Person> {
  await refuseTaken(house, hash, joining);
  const { row, over } = await take(house, hash, joining.by);
  if (over) return ownerNow(house, joining);
  const person = await addAccount(house, hash, joining);
  const joined = { row, person, joining };
  const letter = await letterOf(house, joined);
  await house.ledger.write((tx) => finish(house, tx, { ...joined, letter }));
  return person;
}

/** The person a code makes has an id that follows from it, so that making it twice makes one. */
function personId(hash: string, { into }: Joining): string {
  return 'person' in into ? into.person : `p-${hash.slice(0, 12)}`;
}

async function refuseTaken(house: House, hash: string, joining: Joining): Promise<void> {
  const owner = await personOf(house, joining.identity);
  if (owner !== null && owner.id !== personId(hash, joining))
    throw new UserError('linking.taken.title');
}

/** The first account to use a code has it. `over`: it has also done so already. */
function take(house: House, hash: string, by: string): Promise<{ row: CodeRow; over: boolean }> {
  const now = house.clock.now().epochMilliseconds;
  return house.ledger.write(async (tx) => {
    const won = await tx.codes.use(hash, by, now);
    const row = await tx.codes.get(hash);
    if (row !== null && won) return { row, over: false };
    if (row === null || row.usedAt === null) throw new UserError('linking.expired.title');
    if (row.usedBy !== by || row.expiresAt <= now) throw new UserError('linking.used.title');
    return { row, over: (await tx.dues.get(markOf(hash))) !== null };
  });
}

async function ownerNow(house: House, { identity }: Joining): Promise<Person> {
  const person = await personOf(house, identity);
  if (person === null) throw new UserError('linking.used.title');
  return person;
}

/** That an account has one person is the settings' own rule: whoever loses a race is told what the winner made true. */
async function addAccount(house: House, hash: string, joining: Joining): Promise<Person> {
  const id = personId(hash, joining);
  try {
    const person = await house.settings.update('people', id, (current) =>
      withAccount(current ?? newPerson(id, joining), joining),
    );
    if (person === null) throw new UserError('refusals.gone.title');
    return person;
  } catch (error) {
    await refuseTaken(house, hash, joining);
    throw error;
  }
}

function newPerson(id: string, { into }: Joining): Person | null {
  if ('person' in into) return null;
  return { id, name: into.name, roles: {}, identities: [], version: 1 };
}

function withAccount(person: Person | null, { identity, roles }: Joining): Person | null {
  if (person === null) return null;
  const key = identityKey(identity);
  const others = person.identities.filter((each) => identityKey(each) !== key);
  const higher = Object.entries(roles).filter(([shop, role]) => !has(person, shop, role));
  return {
    ...person,
    roles: { ...person.roles, ...Object.fromEntries(higher) },
    identities: [...others, identity],
  };
}

function has({ roles }: Person, shop: string, role: Role): boolean {
  const own = roles[shop];
  return own !== undefined && reaches(own, role);
}

export type Joined = { row: CodeRow; person: Person; joining: Joining };

type Finish = Joined & { letter: Post | null };

async function finish(
  house: House,
  tx: Tx,
  { row, person, joining, letter }: Finish,
): Promise<void> {
  const key = markOf(row.hash);
  const now = house.clock.now().epochMilliseconds;
  if ((await tx.dues.get(key)) !== null) return;
  await tx.dues.put({ key, kind: 'forget', at: now + DAY, payload: null });
  for (const shop of Object.keys(person.roles).toSorted())
    await tx.audit.append({
      shop,
      at: now,
      actor: joining.actor ?? person.id,
      account: joining.by,
      action: 'link.joined',
      subject: identityKey(joining.identity),
      detail: { person: person.id, role: person.roles[shop] ?? null, code: row.kind },
    });
  if (letter !== null) await post(house, tx, letter);
  if (row.kind === 'stranger') await enqueueResume(house, tx, row);
}

function markOf(hash: string): string {
  return `linking.joined:${hash}`;
}
