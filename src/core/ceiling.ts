import { z } from 'zod';
import type { AnyCommand } from './command.ts';
import type { Connection, Shop } from './settings.ts';

/** What a person may do at one connection at most, whatever their role: なし, 参照, 更新 of CROSS MALL's 権限設定. */
const Ceiling = z.enum(['none', 'view', 'update']);

/** By person id, in a connection's options as `permissions`. Nobody named there is held back. */
export const Ceilings = z.record(z.string(), Ceiling);

const Options = z.looseObject({ permissions: Ceilings.default({}) });

/** The connections of a shop that a command needs; null when one is missing. */
function needed(
  connections: readonly Connection[],
  shop: Shop,
  uses: readonly string[],
): Connection[] | null {
  const found = uses.map((system) =>
    connections.find((connection) => connection.shop === shop.id && connection.system === system),
  );
  const there = found.filter((connection) => connection !== undefined);
  return there.length === uses.length ? there : null;
}

/** Whether a shop has what a command talks to, and the person may do there what it does. */
export function isWithinReach(
  command: Pick<AnyCommand, 'role'> & { uses?: readonly string[]; about?: readonly string[] },
  { shop, person, connections }: { shop: Shop; person: string; connections: readonly Connection[] },
): boolean {
  const used = needed(connections, shop, command.uses ?? []);
  if (used === null) return false;
  if (command.about !== undefined && !hasOneOf(command.about, connections, shop)) return false;
  const wanted = command.role === 'viewer' ? ['view', 'update'] : ['update'];
  return used.every(({ options }) => {
    const read = Options.safeParse(options);
    return wanted.includes((read.success && read.data.permissions[person]) || 'update');
  });
}

function hasOneOf(
  systems: readonly string[],
  connections: readonly Connection[],
  { id }: Shop,
): boolean {
  return connections.some(({ shop, system }) => shop === id && systems.includes(system));
}
