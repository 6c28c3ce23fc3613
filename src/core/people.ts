import type { Identity, Person, Role, Shop } from './settings.ts';
import { ROLES } from './settings.ts';

/** Who did something: a platform identity, and the person it belongs to when that is known. */
export type Actor = { identity: Identity | null; person: Person | null };

/** Where something was said. */
export type Channel = { platform: string; id: string; kind: 'direct' | 'group' };

export type Permission =
  | { ok: true }
  | { ok: false; why: 'stranger' | 'no-role' | 'role'; role?: Role; needed: Role };

/**
 * What an actor may do in a shop, asked for every command, click and form. Anything not granted is refused. A command
 * with no role (`help`) is open to everybody.
 */
export function may(
  actor: Actor,
  command: { role: Role | null },
  shop: Shop | null,
  _channel: Channel,
): Permission {
  if (command.role === null) return { ok: true };
  if (actor.person === null) return { ok: false, why: 'stranger', needed: command.role };
  const role = shop === null ? undefined : actor.person.roles[shop.id];
  if (role === undefined) return { ok: false, why: 'no-role', needed: command.role };
  if (ROLES.indexOf(role) < ROLES.indexOf(command.role))
    return { ok: false, why: 'role', role, needed: command.role };
  return { ok: true };
}
