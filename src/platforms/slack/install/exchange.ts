import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import { UpstreamError } from '../../../core/errors.ts';
import { withDeadline } from '../../../lib/deadline.ts';
import { toUpstreamError } from '../errors.ts';

/** Somebody looks at a blank page meanwhile. */
const EXCHANGE_TIME = 10_000;

/** https://docs.slack.dev/reference/methods/oauth.v2.access */
const Access = z
  .object({
    access_token: z.string().min(1),
    token_type: z.literal('bot'),
    scope: z.string(),
    bot_user_id: z.string().min(1),
    team: z.object({ id: z.string().min(1), name: z.string().nullish() }).nullable(),
    is_enterprise_install: z.boolean().default(false),
    expires_in: z.number().optional(),
    authed_user: z.object({ id: z.string().min(1) }),
  })
  .transform((access) => ({
    token: access.access_token,
    scopes: access.scope.split(','),
    botUser: access.bot_user_id,
    team: access.is_enterprise_install ? null : access.team,
    dies: access.expires_in !== undefined,
    by: access.authed_user.id,
  }));

type Access = Omit<z.infer<typeof Access>, 'team' | 'dies'> & {
  team: { id: string; name: string };
};

type Exchange = {
  /** Without a token of its own. */
  client: webApi.WebClient;
  clock: Clock;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
};

/**
 * The workspace that a code stands for. Throws UpstreamError: Slack's own refusals such as `invalid_code`, and ours of
 * what could not be used: `org_install` for a whole organisation, `token_rotation` for a token that dies within hours.
 */
export async function exchangeCode(
  { client, clock, clientId, clientSecret, redirectUri }: Exchange,
  code: string,
): Promise<Access> {
  const request = {
    client_id: clientId,
    client_secret: clientSecret,
    code,
    redirect_uri: redirectUri,
  };
  const answer = await withDeadline({ clock, system: 'slack', ms: EXCHANGE_TIME }, () =>
    client.apiCall('oauth.v2.access', request),
  ).catch((error: unknown) => {
    throw toUpstreamError(error);
  });
  const access = Access.safeParse(answer).data;
  if (access === undefined) throw unusable('unreadable_answer');
  const { team, dies, ...rest } = access;
  if (team === null) throw unusable('org_install');
  if (dies) throw unusable('token_rotation');
  return { ...rest, team: { id: team.id, name: team.name ?? team.id } };
}

function unusable(code: string): UpstreamError {
  return new UpstreamError('slack', { effect: 'refused', code });
}
