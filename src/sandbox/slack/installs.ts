import type { Bot } from './api-chat.ts';
import type { Team } from './api-read.ts';
import { type Method, refuse } from './call.ts';
import { secret } from './ids.ts';
import { textOf } from './guards.ts';

const LIFE = 10 * 60_000;

export type OAuthClient = { id: string; secret: string };

/** Codes of an OAuth installation: ten minutes, once. https://docs.slack.dev/authentication/installing-with-oauth */
export type Installs = {
  /** What the browser would bring back after somebody allowed the app. */
  allow(): string;
  access: Method;
};

type Options = { client: OAuthClient; botToken: string; team: Team; bot: Bot; now: () => number };

export function createInstalls({ client, botToken, team, bot, now }: Options): Installs {
  const codes = new Map<string, { at: number; used: boolean }>();
  return {
    allow() {
      const code = `${now()}.${secret()}`;
      codes.set(code, { at: now(), used: false });
      return code;
    },
    access(args) {
      if (args['client_id'] !== client.id) return refuse('invalid_client_id');
      if (args['client_secret'] !== client.secret) return refuse('bad_client_secret');
      const code = codes.get(textOf(args['code']));
      if (code === undefined || now() - code.at >= LIFE) return refuse('invalid_code');
      if (code.used) return refuse('code_already_used');
      code.used = true;
      return {
        ok: true,
        access_token: botToken,
        token_type: 'bot',
        scope: 'commands,chat:write',
        bot_user_id: bot.user,
        app_id: bot.app,
        team,
        enterprise: null,
        is_enterprise_install: false,
        authed_user: { id: 'U0INSTALLER' },
      };
    },
  };
}
