import { webApi } from '@slack/bolt';
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { Platform } from '../../core/platform.ts';
import { type Identity, Locale } from '../../core/settings.ts';
import { withDeadline } from '../../lib/deadline.ts';
import { toUpstreamError } from './errors.ts';
import { splitEvents } from './events.ts';
import { createOpenForm } from './open-form.ts';
import { parseEvent } from './parse.ts';
import { type Accept, createReceiver } from './receiver.ts';
import { type Answer, classify, isSslCheck } from './requests.ts';
import { sdkLog } from './sdk-log.ts';
import { createRedraw, createSend } from './send.ts';
import { verifySignature } from './signature.ts';
import { startSocketMode } from './socket-mode.ts';

/** Someone waits for the answer meanwhile, and there is a default language to fall back on. */
const PROFILE_TIME = 3_000;
/** Frees a connection long after our own deadline has passed. */
const SOCKET_TIME = 30_000;

export type SlackOptions = {
  /** Several while the secret is being replaced; none when everything arrives through Socket Mode. */
  signingSecret: string | readonly string[];
  botToken: string;
  /** Switches Socket Mode on. */
  appToken?: string;
  /** An origin: the Web API is at `/api/` below it. */
  baseURL: string;
  clock: Clock;
  log: Log;
  /** See Socket Mode. */
  pingTimeout?: number;
};

export type Slack = Platform &
  Required<Pick<Platform, 'redraw' | 'openForm'>> & {
    /** Whether the request's signature belongs to these bytes and is fresh. Slack does not sign certificate checks. */
    verify(body: Uint8Array, headers: Headers): boolean;
    /** What to answer to a verified body once `accept` has stored it; rejects when it was not stored. */
    receive(body: Uint8Array, headers: Headers, accept: Accept): Promise<Answer>;
    /** Takes events through a socket. Rejects when Slack refuses the app token. */
    startSocketMode(accept: Accept): Promise<{ stop(): Promise<void> }>;
  };

/** Slack as a chat platform, one workspace. https://docs.slack.dev/apis */
export function createSlack(options: SlackOptions): Slack {
  const { botToken, appToken, baseURL, clock, log, pingTimeout } = options;
  const secrets = [options.signingSecret].flat();
  const apiURL = new URL('/api/', baseURL).href;
  const client = createClient(botToken, apiURL, log);
  const receiver = createReceiver({ botToken, log });

  async function localeOf(identity: Identity): Promise<Locale | null> {
    if (identity.platform !== 'slack') return null;
    const request = { user: identity.id, include_locale: true };
    try {
      const { user } = await withDeadline({ clock, system: 'slack', ms: PROFILE_TIME }, () =>
        client.users.info(request),
      );
      return localeFrom(user?.locale);
    } catch (error) {
      log.debug({ code: toUpstreamError(error).code }, 'user language not read');
      return null;
    }
  }

  return {
    id: 'slack',
    verify(body, headers) {
      const signature = headers.get('x-slack-signature');
      const timestamp = headers.get('x-slack-request-timestamp');
      const now = clock.now().epochMilliseconds;
      if (verifySignature({ body, signature, timestamp }, secrets, now)) return true;
      return signature === null && isSslCheck(body, headers.get('content-type'));
    },
    async receive(body, headers, accept) {
      const request = classify(body, headers.get('content-type'));
      if (request.kind === 'answer') return request.answer;
      return receiver.receive(request.payload, accept);
    },
    async startSocketMode(accept) {
      if (appToken === undefined) throw new Error('Socket Mode needs an app token (xapp-…).');
      const socket = { appToken, apiURL, receiver, log };
      return startSocketMode({ ...socket, ...(pingTimeout && { pingTimeout }) }, accept);
    },
    events: splitEvents,
    parse: parseEvent,
    send: createSend({ client, clock }),
    redraw: createRedraw({ client, clock }),
    openForm: createOpenForm({ client, clock }),
    /** Slack has no sign for a bot at work outside its assistant threads. */
    async working() {},
    localeOf,
  };
}

/**
 * Slack's client without its own retries: a post repeated behind our back is a second post, and a 429 would hold up every
 * other channel's call.
 */
function createClient(botToken: string, slackApiUrl: string, log: Log): webApi.WebClient {
  return new webApi.WebClient(botToken, {
    slackApiUrl,
    allowAbsoluteUrls: false,
    logger: sdkLog(log),
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    timeout: SOCKET_TIME,
  });
}

/** Ours for an IETF tag such as `ja-JP`; null when the tag is missing or of another language. */
function localeFrom(tag: string | undefined): Locale | null {
  return Locale.safeParse(tag?.split('-')[0]?.toLowerCase()).data ?? null;
}
