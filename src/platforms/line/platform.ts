import { messagingApi } from '@line/bot-sdk';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Address, Platform } from '../../core/platform.ts';
import { type Identity, Locale } from '../../core/settings.ts';
import { withDeadline } from '../../lib/deadline.ts';
import { createBudget } from './budget.ts';
import { toUpstreamError } from './errors.ts';
import { splitEvents } from './events.ts';
import { parseEvent } from './parse.ts';
import { MESSAGES } from './render.ts';
import { createSend } from './send.ts';
import { verifySignature } from './signature.ts';

/** Someone waits for the answer meanwhile, and there is a default language to fall back on. */
const PROFILE_TIME = 3_000;
const LOADING_TIME = 5_000;
const LOADING_SECONDS = 20;

export type LineOptions = {
  /** Several while the secret is being replaced. */
  channelSecret: string | readonly string[];
  accessToken: string;
  /** A bare origin: the SDK drops any path. */
  baseURL: string;
  clock: Clock;
  log: Log;
};

export type Line = Platform & {
  /** Whether the `x-line-signature` header belongs to these bytes. */
  verify(body: Uint8Array, signature: string | null | undefined): boolean;
};

/** LINE's Messaging API as a chat platform. https://developers.line.biz/en/docs/messaging-api/ */
export function createLine(options: LineOptions): Line {
  const { accessToken, baseURL, clock, log } = options;
  const secrets = [options.channelSecret].flat();
  const client = new messagingApi.MessagingApiClient({ channelAccessToken: accessToken, baseURL });

  const budget = createBudget({ client, clock });

  async function working({ kind, conversation }: Address): Promise<void> {
    if (kind !== 'direct') return;
    const request = { chatId: conversation, loadingSeconds: LOADING_SECONDS };
    try {
      await withDeadline({ clock, system: 'line', ms: LOADING_TIME }, () =>
        client.showLoadingAnimation(request),
      );
    } catch (error) {
      log.debug({ code: toUpstreamError(error).code }, 'loading animation not shown');
    }
  }

  async function profileOf(identity: Identity): Promise<messagingApi.UserProfileResponse | null> {
    if (identity.platform !== 'line') return null;
    try {
      return await withDeadline({ clock, system: 'line', ms: PROFILE_TIME }, () =>
        client.getProfile(identity.id),
      );
    } catch (error) {
      log.debug({ code: toUpstreamError(error).code }, 'profile not read');
      return null;
    }
  }

  return {
    id: 'line',
    packs: MESSAGES,
    verify: (body, signature) => verifySignature(body, signature, secrets),
    events: splitEvents,
    parse: parseEvent,
    send: createSend({ client, clock, budget }),
    budget: budget.read,
    working,
    localeOf: async (identity) => localeFrom((await profileOf(identity))?.language),
    nameOf: async (identity) => (await profileOf(identity))?.displayName ?? null,
    direct: ({ id }) => ({ platform: 'line', conversation: id, kind: 'direct' }),
    placeOf: (conversation) => ({ channel: conversation }),
  };
}

/** Ours for a BCP 47 tag such as `th-TH`; null when the tag is missing or of another language. */
function localeFrom(tag: string | undefined): Locale | null {
  return Locale.safeParse(tag?.split('-')[0]?.toLowerCase()).data ?? null;
}
