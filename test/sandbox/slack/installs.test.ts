import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { LAN, NOK, SHOP, TEAM } from '../../support/slack-house.ts';
import { openApi } from '../../support/slack-api.ts';

const CLIENT = { client_id: 'client', client_secret: 'client-secret' };
const BACK = 'https://tenban.example/slack/oauth_redirect';
const OTHER = 'T0OTHER';

async function openTwo(test: TestContext) {
  const house = await openApi(test);
  const other = house.simulator.addWorkspace({ id: OTHER, name: 'Other' });
  other.addUser({ id: LAN, name: 'Lan' });
  other.addChannel({ id: SHOP, name: 'shop', members: [LAN] });
  const page = new URL('/oauth/v2/authorize', house.url);
  const query = { client_id: 'client', scope: 'chat:write', redirect_uri: BACK, state: 's' };
  page.search = new URLSearchParams(query).toString();

  async function decide(form: Record<string, string>): Promise<URL> {
    const answer = await fetch(page, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
      redirect: 'manual',
    });
    return new URL(answer.headers.get('location') ?? '');
  }

  const access = (args: Record<string, string>) =>
    house.call('oauth.v2.access', { ...CLIENT, redirect_uri: BACK, ...args }, null);
  async function install(): Promise<string> {
    const back = await decide({ team: OTHER, user: LAN, decision: 'allow' });
    const { body } = await access({ code: back.searchParams.get('code') ?? '' });
    return body.access_token;
  }
  return { ...house, other, page, decide, access, install };
}

describe('Slack’s page where an app is allowed', () => {
  it('names what is asked for and the workspaces, with a button for yes and for no', async (test) => {
    const { page } = await openTwo(test);

    const text = await (await fetch(page)).text();

    for (const part of [
      '<li>chat:write</li>',
      `value="${TEAM}"`,
      'value="allow"',
      'value="cancel"',
    ])
      assert.ok(text.includes(part), part);
  });

  it('refuses a link of another app, or one without rights', async (test) => {
    const { page } = await openTwo(test);

    for (const [name, value] of [
      ['client_id', 'x'],
      ['scope', ''],
      ['redirect_uri', 'nowhere'],
    ] as const) {
      const wrong = new URL(page);
      wrong.searchParams.set(name, value);
      assert.equal((await fetch(wrong)).status, 400, name);
    }
  });

  it('sends the browser back with a code or a refusal, and the state', async (test) => {
    const { decide } = await openTwo(test);

    const yes = await decide({ team: OTHER, decision: 'allow' });
    const no = await decide({ team: OTHER, decision: 'cancel' });

    assert.deepEqual([yes.origin + yes.pathname, yes.searchParams.get('state')], [BACK, 's']);
    assert.ok(yes.searchParams.has('code'));
    assert.deepEqual(Object.fromEntries(no.searchParams), { error: 'access_denied', state: 's' });
  });
});

describe('a workspace’s token', () => {
  it('is for the workspace and the rights that were allowed', async (test) => {
    const { decide, access } = await openTwo(test);
    const code = (await decide({ team: OTHER, user: LAN, decision: 'allow' })).searchParams;

    const elsewhere = await access({ code: code.get('code') ?? '', redirect_uri: `${BACK}/x` });
    const { body } = await access({ code: code.get('code') ?? '' });

    assert.equal(elsewhere.body.error, 'bad_redirect_uri');
    assert.deepEqual(
      [body.team, body.authed_user, body.scope, body.is_enterprise_install],
      [{ id: OTHER, name: 'Other' }, { id: LAN }, 'chat:write', false],
    );
  });

  it('posts there and nowhere else', async (test) => {
    const { call, install, simulator, other } = await openTwo(test);
    const token = await install();

    await call('chat.postMessage', { channel: SHOP, text: 'hi' }, token);
    const { body } = await call('users.info', { user: NOK }, token);

    assert.deepEqual([simulator.channel(SHOP).length, other.channel(SHOP).length], [0, 1]);
    assert.equal(body.error, 'user_not_found');
  });

  it('is dead once the app was taken out, of which the app is told; a new one is another', async (test) => {
    const { call, install, other, address, simulator } = await openTwo(test);
    const token = await install();

    await other.uninstall();
    const { body } = await call('auth.test', {}, token);
    const again = await install();

    assert.equal(body.error, 'account_inactive');
    assert.notEqual(again, token);
    const told = address.received.map(({ body: sent }) => JSON.parse(sent.toString()));
    assert.deepEqual(
      told.map(({ team_id, event }) => [team_id, event.type]),
      [
        [OTHER, 'tokens_revoked'],
        [OTHER, 'app_uninstalled'],
      ],
    );
    assert.ok(!JSON.stringify(simulator.requests).includes('client-secret'));
  });
});
