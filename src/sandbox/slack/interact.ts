import type { Deliveries } from './deliveries.ts';
import type { Home } from './payloads.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Triggers } from './triggers.ts';
import type { Node, SentInteraction, User } from './types.ts';
import type { World } from './world.ts';

export type MemberParts = {
  world: World;
  deliveries: Deliveries;
  triggers: Triggers;
  urls: ResponseUrls;
  home: Home;
};

/** Somebody about to do something, with the trigger that comes of it. */
export function acting(
  { world, triggers }: MemberParts,
  id: string,
): { user: User; trigger: string } {
  const user = world.users.get(id);
  if (user === undefined) throw new Error(`There is no user ${id}: add them first.`);
  return { user, trigger: triggers.issue(id) };
}

export async function interact(
  { deliveries }: MemberParts,
  kind: 'slash_commands' | 'interactive',
  payload: Node,
): Promise<SentInteraction> {
  const { outcome, answer } = await deliveries.send({ kind, payload });
  return { outcome, answer };
}
