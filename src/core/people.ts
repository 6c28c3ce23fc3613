import { foldText } from './parse/fold.ts';
import type { ChannelRule, Identity, Person, Role, Shop } from './settings.ts';
import { ROLES } from './settings.ts';

/** Who did something: a platform identity, and the person it belongs to when that is known. */
export type Actor = { identity: Identity | null; person: Person | null };

/** Where something was said. A direct chat has no rule, nor has a group that nobody made one for. */
export type Channel = {
  platform: string;
  id: string;
  kind: 'direct' | 'group';
  rule: ChannelRule | null;
};

export type Permission =
  | { ok: true }
  | { ok: false; why: 'stranger' | 'no-role' | 'role' | 'channel'; role?: Role; needed: Role };

/**
 * What an actor may do in a shop, asked for every command, click, form and approval: what the shop, the channel and the
 * role all allow. Anything not granted is refused. A command with no role (`help`) is open to everybody.
 */
export function may(
  actor: Actor,
  command: { role: Role | null },
  shop: Shop | null,
  channel: Channel,
): Permission {
  const needed = command.role;
  if (needed === null) return { ok: true };
  if (actor.person === null) return { ok: false, why: 'stranger', needed };
  const role = shop === null ? undefined : actor.person.roles[shop.id];
  if (shop === null || role === undefined) return { ok: false, why: 'no-role', needed };
  if (!reaches(role, needed)) return { ok: false, why: 'role', role, needed };
  if (!allows(channel, shop, needed)) return { ok: false, why: 'channel', role, needed };
  return { ok: true };
}

/** Whether a role may do what needs another. */
export function reaches(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

function allows({ rule }: Channel, shop: Shop, needed: Role): boolean {
  return rule === null || (rule.shops.includes(shop.id) && reaches(rule.ceiling, needed));
}

/**
 * Those among these who may be meant: by id or whole name, else by some of the words of their names, such as the first
 * name alone.
 */
export function peopleNamed(given: string, people: readonly Person[]): Person[] {
  const wanted = foldText(given);
  const whole = people.filter(({ id, name }) => id === given || foldText(name) === wanted);
  if (whole.length > 0 || wanted === '') return whole;
  return people.filter(({ name }) => partsOf(name).includes(wanted));
}

/** Every run of a name's words, folded. */
function partsOf(name: string): string[] {
  const words = name.trim().split(/\s+/u);
  return words.flatMap((_, from) =>
    words.slice(from).map((_word, more) => foldText(words.slice(from, from + more + 1).join(''))),
  );
}
