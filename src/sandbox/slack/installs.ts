import { type Answer, type Method, refuse } from './call.ts';
import { textOf } from './guards.ts';
import { secret } from './ids.ts';
import type { Node } from './types.ts';
import type { Inside } from './workspace.ts';

const LIFE = 10 * 60_000;

export type OAuthClient = {
  id: string;
  secret: string;
  /** Where browsers may be sent back to; anywhere unless set. */
  redirectUris?: string[];
};

/** What somebody allowed: in which workspace (the first unless set), who (its first user unless set), and where to go back. */
export type Consent = { team?: string; user?: string; scope?: string; redirectUri?: string };

/**
 * Codes of OAuth installations: ten minutes, once; and the tokens they become.
 * https://docs.slack.dev/authentication/installing-with-oauth
 */
export type Installs = {
  /** What the browser brings back after somebody allowed the app. */
  allow(consent?: Consent): string;
  access: Method;
  /** Whose token it is; `revoked` for what was one. */
  workspaceOf(token: string): Inside | 'revoked' | null;
  /** Makes the tokens of a workspace worthless. */
  revoke(team: string): void;
};

type Options = {
  client: OAuthClient;
  /** That of the first workspace, installed from the beginning. */
  botToken: string;
  /** In the order they were added. */
  workspaces: Map<string, Inside>;
  now: () => number;
};
type Code = Consent & { at: number; used: boolean };

export function createInstalls({ client, botToken, workspaces, now }: Options): Installs {
  const codes = new Map<string, Code>();
  const tokens = new Map<string, { team: string | null; live: boolean }>();
  tokens.set(botToken, { team: null, live: true });

  function workspace(team: string | null): Inside | null {
    const [first] = workspaces.values();
    return (team === null ? first : workspaces.get(team)) ?? null;
  }

  /** Installing again gives the token that is there. */
  function tokenFor(team: string): string {
    const known = [...tokens].find(
      ([, { team: owner, live }]) => live && workspace(owner)?.team.id === team,
    );
    const token = known?.[0] ?? `xoxb-${team}-${secret()}`;
    tokens.set(token, { team, live: true });
    return token;
  }

  return {
    allow(consent = {}) {
      const code = `${now()}.${secret()}`;
      codes.set(code, { ...consent, at: now(), used: false });
      return code;
    },
    access(args) {
      if (args['client_id'] !== client.id) return refuse('invalid_client_id');
      if (args['client_secret'] !== client.secret) return refuse('bad_client_secret');
      const code = codes.get(textOf(args['code']));
      if (code === undefined || now() - code.at >= LIFE) return refuse('invalid_code');
      if (code.used) return refuse('code_already_used');
      if (code.redirectUri !== undefined && args['redirect_uri'] !== code.redirectUri)
        return refuse('bad_redirect_uri');
      const inside = workspace(code.team ?? null);
      if (inside === null) return refuse('team_not_found');
      code.used = true;
      return granted(inside, code, tokenFor(inside.team.id));
    },
    workspaceOf(token) {
      const known = tokens.get(token);
      if (known === undefined) return null;
      return known.live ? workspace(known.team) : 'revoked';
    },
    revoke(team) {
      for (const known of tokens.values())
        if (workspace(known.team)?.team.id === team) known.live = false;
    },
  };
}

/** https://docs.slack.dev/reference/methods/oauth.v2.access */
function granted({ team, bot, world }: Inside, code: Code, token: string): Answer & Node {
  const [first] = world.users.keys();
  return {
    ok: true,
    access_token: token,
    token_type: 'bot',
    scope: code.scope ?? 'commands,chat:write',
    bot_user_id: bot.user,
    app_id: bot.app,
    team,
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: code.user ?? first ?? 'U0INSTALLER' },
  };
}
