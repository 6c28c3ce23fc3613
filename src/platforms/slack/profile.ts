import type { webApi } from '@slack/bolt';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Platform } from '../../core/platform.ts';
import { type Identity, Locale } from '../../core/settings.ts';
import { withDeadline } from '../../lib/deadline.ts';
import type { ClientOf } from './clients.ts';
import { toUpstreamError } from './errors.ts';

/** Someone waits for the answer meanwhile, and there is a default language to fall back on. */
const PROFILE_TIME = 3_000;

type Parts = { clientOf: ClientOf; clock: Clock; log: Log };

/** What Slack tells of an account; null when it does not. https://docs.slack.dev/reference/methods/users.info */
export function createProfile({
  clientOf,
  clock,
  log,
}: Parts): Pick<Platform, 'localeOf' | 'nameOf'> {
  async function read(identity: Identity): Promise<webApi.UsersInfoResponse['user'] | null> {
    if (identity.platform !== 'slack') return null;
    const request = { user: identity.id, include_locale: true };
    try {
      const { user } = await withDeadline({ clock, system: 'slack', ms: PROFILE_TIME }, async () =>
        (await clientOf(identity.team)).users.info(request),
      );
      return user;
    } catch (error) {
      log.debug({ code: toUpstreamError(error).code }, 'a profile was not read');
      return null;
    }
  }

  return {
    localeOf: async (identity) => localeFrom((await read(identity))?.locale),
    async nameOf(identity) {
      const user = await read(identity);
      const names = [user?.profile?.display_name, user?.real_name, user?.name];
      return names.find((name) => name !== undefined && name.trim() !== '') ?? null;
    },
  };
}

/** Ours for an IETF tag such as `ja-JP`; null when the tag is missing or of another language. */
function localeFrom(tag: string | undefined): Locale | null {
  return Locale.safeParse(tag?.split('-')[0]?.toLowerCase()).data ?? null;
}
