import type { Clock } from '../../core/clock.ts';
import type { Platform } from '../../core/platform.ts';
import { withDeadline } from '../../lib/deadline.ts';
import type { ClientOf } from './clients.ts';
import { toUpstreamError } from './errors.ts';
import { teamOf } from './origin.ts';
import { render } from './render.ts';

const CALL_TIME = 10_000;

/** Publishes a person's Home tab in place of what was there. Throws UpstreamError. https://docs.slack.dev/reference/methods/views.publish */
export function createShowHome({
  clientOf,
  clock,
}: {
  clientOf: ClientOf;
  clock: Clock;
}): NonNullable<Platform['showHome']> {
  return async (identity, message) => {
    const { blocks } = render(message);
    const request = { user_id: identity.id, view: { type: 'home' as const, blocks } };
    try {
      await withDeadline({ clock, system: 'slack', ms: CALL_TIME }, async () =>
        (await clientOf(teamOf(identity))).views.publish(request),
      );
    } catch (error) {
      throw toUpstreamError(error);
    }
  };
}
