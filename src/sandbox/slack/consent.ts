import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { argsOf } from './call.ts';
import type { Env } from './faults.ts';
import { textOf } from './guards.ts';
import type { Installs, OAuthClient } from './installs.ts';
import type { Inside } from './workspace.ts';

type Consents = { client: OAuthClient; installs: Installs; workspaces: Map<string, Inside> };
type Asked = { scope: string; redirectUri: string; state: string };

const PATH = '/oauth/v2/authorize';

/**
 * Slack's page where somebody allows the app in one of their workspaces, or does not.
 * https://docs.slack.dev/authentication/installing-with-oauth#asking
 */
export function addConsent(app: Hono<Env>, { client, installs, workspaces }: Consents): void {
  app.get(PATH, (context) => {
    const asked = read(context, client);
    if (typeof asked === 'string') return context.text(asked, 400);
    const teams = [...workspaces.values()].map(({ team }) => team);
    return context.html(
      html`<!doctype html>
        <title>Slack</title>
        <h1>Tenban is asking for permission to access a workspace</h1>
        <ul>
          ${asked.scope.split(',').map((scope) => html`<li>${scope}</li>`)}
        </ul>
        <form method="post">
          <p>
            <select name="team">
              ${teams.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
            </select>
          </p>
          <p>
            <button name="decision" value="cancel">Cancel</button>
            <button name="decision" value="allow">Allow</button>
          </p>
        </form>`,
    );
  });
  app.post(PATH, async (context) => {
    const asked = read(context, client);
    if (typeof asked === 'string') return context.text(asked, 400);
    const { scope, redirectUri, state } = asked;
    const form = await argsOf(context);
    const [team, user] = [textOf(form['team']), textOf(form['user'])];
    const consent = { scope, redirectUri, ...(team && { team }), ...(user && { user }) };
    const back = new URL(redirectUri);
    if (form['decision'] === 'allow') back.searchParams.set('code', installs.allow(consent));
    else back.searchParams.set('error', 'access_denied');
    back.searchParams.set('state', state);
    return context.redirect(back.href);
  });
}

/** Slack's own words when the link is not right. */
function read({ req }: Context<Env>, client: OAuthClient): Asked | string {
  const { client_id: id, scope = '', redirect_uri: redirectUri = '', state = '' } = req.query();
  if (id !== client.id) return 'Invalid client_id parameter';
  if (scope === '') return 'invalid_scope_requested';
  const allowed = client.redirectUris?.includes(redirectUri) ?? URL.canParse(redirectUri);
  if (!allowed) return 'redirect_uri did not match any configured URIs';
  return { scope, redirectUri, state };
}
