import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { UpstreamError } from '../../core/errors.ts';
import type { TokenOf } from '../../core/installation.ts';
import type { Log } from '../../core/log.ts';
import { withDeadline } from '../../lib/deadline.ts';
import { toUpstreamError } from './errors.ts';
import { sdkLog } from './sdk-log.ts';

/** Frees a connection long after our own deadline has passed. */
const SOCKET_TIME = 30_000;
const CALL_TIME = 10_000;

/** https://docs.slack.dev/reference/methods/auth.test */
const Test = z.object({ team_id: z.string() });

/** The client for a workspace; null: whichever it may be, where only one is known. Throws UpstreamError `not_installed`. */
export type ClientOf = (team: string | null) => Promise<webApi.WebClient>;

export type Clients = {
  of: ClientOf;
  /** Whether the workspace is one of ours; true when Slack cannot be asked now. */
  knows(team: string): Promise<boolean>;
};

type Options = {
  /** Of the one workspace that needs no installation. */
  botToken: string | null;
  /** Of those that installed the app; null where nobody can, and `botToken` is for everything. */
  tokenOf: TokenOf | null;
  apiURL: string;
  clock: Clock;
  log: Log;
};

/** Every call goes out with the token of the workspace that it concerns, and with no other. */
export function createClients({ botToken, tokenOf, apiURL, clock, log }: Options): Clients {
  const own = botToken === null ? null : createClient(botToken, apiURL, log);
  const opened = new Map<string, { token: string; client: webApi.WebClient }>();
  let ownTeam: Promise<string> | null = null;

  function installed(team: string, token: string): webApi.WebClient {
    const known = opened.get(team);
    if (known?.token === token) return known.client;
    const client = createClient(token, apiURL, log);
    opened.set(team, { token, client });
    return client;
  }

  async function isOwn(client: webApi.WebClient, team: string): Promise<boolean> {
    ownTeam ??= teamOf(client, clock);
    try {
      return (await ownTeam) === team;
    } catch (error) {
      ownTeam = null;
      throw toUpstreamError(error);
    }
  }

  async function find(team: string | null): Promise<webApi.WebClient | null> {
    if (own !== null && (tokenOf === null || team === null)) return own;
    const token = (await tokenOf?.(team)) ?? null;
    if (token !== null) return installed(team ?? '', token);
    opened.delete(team ?? '');
    return own !== null && team !== null && (await isOwn(own, team)) ? own : null;
  }

  return {
    async of(team) {
      const client = await find(team);
      if (client !== null) return client;
      throw new UpstreamError('slack', { effect: 'refused', code: 'not_installed' });
    },
    async knows(team) {
      try {
        return (await find(team)) !== null;
      } catch (error) {
        if (error instanceof UpstreamError) return true;
        throw error;
      }
    },
  };
}

async function teamOf(client: webApi.WebClient, clock: Clock): Promise<string> {
  const answer = await withDeadline({ clock, system: 'slack', ms: CALL_TIME }, () =>
    client.auth.test(),
  );
  return Test.parse(answer).team_id;
}

/**
 * Slack's client without its own retries: a post repeated behind our back is a second post, and a 429 would hold up every
 * other channel's call. `undefined`: for the calls that need no token.
 */
export function createClient(
  token: string | undefined,
  slackApiUrl: string,
  log: Log,
): webApi.WebClient {
  return new webApi.WebClient(token, {
    slackApiUrl,
    allowAbsoluteUrls: false,
    logger: sdkLog(log),
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    timeout: SOCKET_TIME,
  });
}
