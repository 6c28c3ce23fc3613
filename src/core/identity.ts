import { z } from 'zod';

/** How a platform knows a person. A Slack user id means nothing without its team. */
export const Identity = z.discriminatedUnion('platform', [
  z.strictObject({ platform: z.literal('line'), id: z.string().min(1) }),
  z.strictObject({ platform: z.literal('slack'), team: z.string().min(1), id: z.string().min(1) }),
]);
export type Identity = z.infer<typeof Identity>;

/** One text per identity, to look a person up by. */
export function identityKey(identity: Identity): string {
  return identity.platform === 'slack'
    ? `slack:${identity.team}:${identity.id}`
    : `line:${identity.id}`;
}
