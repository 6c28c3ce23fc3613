import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  install,
  type InstallHouse,
  LAN,
  NOK,
  openBrowser,
  openInstallHouse,
} from '../support/install-house.ts';
import { words } from '../support/slack-talk.ts';

const MINUTE = 60_000;

function installed({ tenban }: InstallHouse) {
  return tenban.house.ledger.installations.list();
}

/** A state whose end is another one than was signed. */
function forged(back: string): string {
  const url = new URL(back);
  const state = url.searchParams.get('state') ?? '';
  url.searchParams.set('state', state.slice(0, -1) + (state.endsWith('A') ? 'B' : 'A'));
  return url.href;
}

describe('installing into a workspace', () => {
  it('puts it in, and tells who did it how people are linked', async (t) => {
    const house = await openInstallHouse(t);

    const page = await install(house, 'T0KOMACHI');

    assert.equal(page.status, 200);
    assert.match(page.text, /Tenban is now in こまち/);
    const [row, ...others] = await installed(house);
    assert.deepEqual(
      [row?.id, row?.name, row?.installedBy, others.length],
      ['slack:T0KOMACHI', 'こまち', `slack:T0KOMACHI:${NOK}`, 0],
    );
    const [message, ...more] = house.komachi.channel(house.komachi.direct(NOK));
    assert.ok(message);
    assert.match(words(message), /gives nobody access to a shop.*Write “link” here/s);
    assert.equal(more.length, 0);
    assert.equal((await house.tenban.house.settings.list('people')).length, 1);
  });

  it('asks for what the manifest says, and for nothing in a person’s name', async (t) => {
    const house = await openInstallHouse(t);

    const { origin, pathname, searchParams } = new URL(await openBrowser().begin(house));

    assert.deepEqual([origin, pathname], [house.config.urls.slackLogin, '/oauth/v2/authorize']);
    assert.deepEqual(
      ['client_id', 'redirect_uri', 'scope', 'user_scope'].map((name) => searchParams.get(name)),
      [
        '100.200',
        `${house.config.baseUrl}/slack/oauth_redirect`,
        'app_mentions:read,chat:write,commands,im:history,im:write,users:read',
        null,
      ],
    );
  });

  it('speaks the browser’s language, then the default one', async (t) => {
    const house = await openInstallHouse(t);
    const url = `${house.config.baseUrl}/slack/install`;

    const pages = await Promise.all(
      ['ja-JP,en;q=0.5', 'fr, vi;q=0.4, th;q=0.9', 'fr'].map((language) =>
        openBrowser(language).look(url),
      ),
    );

    const titles = pages.map(({ text }) => /<h1>(.*)<\/h1>/.exec(text)?.[1]);
    assert.deepEqual(titles, [
      'SlackのワークスペースにTenbanを追加',
      'เพิ่ม Tenban ในเวิร์กสเปซ Slack',
      'Add Tenban to a Slack workspace',
    ]);
  });

  it('shows pages that load nothing and tell nobody their address', async (t) => {
    const house = await openInstallHouse(t);
    const offer = await openBrowser().look(`${house.config.baseUrl}/slack/install`);

    const result = await install(house, 'T0KOMACHI');

    for (const { headers, text } of [offer, result]) {
      const style = /<style>(.*)<\/style>/s.exec(text)?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      assert.equal(
        headers.get('content-security-policy'),
        `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      );
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.doesNotMatch(text, /<script|<img|<link|@import|url\(/);
    }
  });

  it('again replaces the installation that was there', async (t) => {
    const house = await openInstallHouse(t);
    await install(house, 'T0KOMACHI');
    const [before] = await installed(house);
    await house.clock.advance(MINUTE);

    await install(house, 'T0KOMACHI');

    const [after, ...others] = await installed(house);
    assert.equal(others.length, 0);
    assert.equal((after?.installedAt ?? 0) - (before?.installedAt ?? 0), MINUTE);
  });

  it('is offered nowhere when there is nothing to install with', async (t) => {
    const house = await openInstallHouse(t, { own: true, oauth: null });

    const page = await openBrowser().look(`${house.config.baseUrl}/slack/install`);

    assert.equal(page.status, 404);
  });
});

describe('the way back from Slack', () => {
  it('counts once, also after a restart', async (t) => {
    const house = await openInstallHouse(t);
    const browser = openBrowser();
    const { back } = await install(house, 'T0KOMACHI', browser);

    const second = await browser.look(back);
    await house.reopen();
    const third = await browser.look(back);

    for (const page of [second, third]) {
      assert.equal(page.status, 400);
      assert.match(page.text, /This install is already over/);
    }
  });

  it('counts for one of two that come at once', async (t) => {
    const house = await openInstallHouse(t);
    const browser = openBrowser();
    const url = await browser.begin(house);
    const backs = [await browser.decide(url, { team: 'T0KOMACHI' })];
    backs.push(await browser.decide(url, { team: 'T0SUAN' }));

    const pages = await Promise.all(backs.map((back) => browser.look(back)));

    assert.deepEqual(new Set(pages.map(({ status }) => status)), new Set([200, 400]));
    assert.equal((await installed(house)).length, 1);
  });

  it('counts in each of two tabs of one browser', async (t) => {
    const house = await openInstallHouse(t);
    const browser = openBrowser();
    const tabs = [await browser.begin(house), await browser.begin(house)];

    const pages = await Promise.all(
      tabs.map(async (url, index) =>
        browser.look(await browser.decide(url, { team: ['T0SUAN', 'T0KOMACHI'][index] ?? '' })),
      ),
    );

    assert.deepEqual(
      pages.map(({ status }) => status),
      [200, 200],
    );
  });

  it('does not count with a state that was made up, or from another browser', async (t) => {
    const house = await openInstallHouse(t);
    const browser = openBrowser();
    const back = await browser.decide(await browser.begin(house), { team: 'T0KOMACHI' });
    const other = openBrowser();
    await other.begin(house);
    const bare = `${house.config.baseUrl}/slack/oauth_redirect`;

    const pages = [
      await browser.look(forged(back)),
      await browser.look(`${bare}?code=1&state=x`),
      await browser.look(bare),
      await openBrowser().look(back),
      await other.look(back),
    ];

    for (const page of pages) {
      assert.equal(page.status, 400);
      assert.match(page.text, /Not an install that this browser began/);
    }
    assert.deepEqual(await installed(house), []);
    assert.equal((await browser.look(back)).status, 200);
  });

  it('does not count after ten minutes', async (t) => {
    const house = await openInstallHouse(t);
    const browser = openBrowser();
    const url = await browser.begin(house);
    await house.clock.advance(10 * MINUTE);

    const page = await browser.look(await browser.decide(url, { team: 'T0KOMACHI' }));

    assert.equal(page.status, 400);
    assert.match(page.text, /More than 10 minutes have passed/);
    assert.deepEqual(await installed(house), []);
  });

  it('of somebody who did not allow it installs nothing, and ends the flow', async (t) => {
    const house = await openInstallHouse(t);
    const browser = openBrowser();
    const url = await browser.begin(house);

    const page = await browser.look(
      await browser.decide(url, { team: 'T0KOMACHI', decision: 'cancel' }),
    );
    const later = await browser.look(await browser.decide(url, { team: 'T0KOMACHI' }));

    assert.equal(page.status, 200);
    assert.match(page.text, /Cancelled in Slack/);
    assert.match(later.text, /This install is already over/);
    assert.deepEqual(await installed(house), []);
  });

  it('with a code that was used already says so, and installs nothing', async (t) => {
    const house = await openInstallHouse(t);
    const browser = openBrowser();
    const { back } = await install(house, 'T0SUAN', browser);
    const code = new URL(back).searchParams.get('code') ?? '';
    const second = new URL(await browser.decide(await browser.begin(house), { team: 'T0KOMACHI' }));
    second.searchParams.set('code', code);

    const page = await browser.look(second.href);

    assert.equal(page.status, 502);
    assert.match(page.text, /code_already_used/);
    assert.equal((await installed(house)).length, 1);
  });

  it('says what Slack says when the app’s own secret is wrong', async (t) => {
    const oauth = { clientId: '100.200', clientSecret: 'old', stateSecret: 'state' };
    const house = await openInstallHouse(t, { oauth });

    const page = await install(house, 'T0KOMACHI');

    assert.equal(page.status, 502);
    assert.match(page.text, /bad_client_secret/);
  });

  it('gives up on a Slack that does not answer', async (t) => {
    const house = await openInstallHouse(t);
    const browser = openBrowser();
    const back = await browser.decide(await browser.begin(house), { team: 'T0KOMACHI' });
    house.slack.faults.set({ kind: 'hang', path: 'oauth.v2.access' });

    const looking = browser.look(back);
    while (!house.slack.requests.some(({ path }) => path.includes('oauth.v2.access')))
      await new Promise((resolve) => setTimeout(resolve, 2));
    await house.clock.advance(10_000);
    const page = await looking;

    assert.equal(page.status, 502);
    assert.match(page.text, /timeout/);
    assert.deepEqual(await installed(house), []);
  });

  it('shows nothing that came with the address as it came', async (t) => {
    const house = await openInstallHouse(t);
    const browser = openBrowser();
    const back = new URL(
      await browser.decide(await browser.begin(house), { team: 'T0KOMACHI', decision: 'cancel' }),
    );
    back.searchParams.set('error', '<b>Write to evil.example</b>');

    const page = await browser.look(back.href);

    assert.equal(page.status, 502);
    assert.match(page.text, /unknown_error/);
    assert.doesNotMatch(page.text, /evil/);
  });
});

describe('whoever installed', () => {
  it('is told less when they are known already, in their own language', async (t) => {
    const house = await openInstallHouse(t);
    const { settings } = house.tenban.house;
    await settings.update('people', 'Nok', (nok) => nok && { ...nok, locale: 'ja' as const });

    await install(house, 'T0SUAN');

    const [message] = house.suan.channel(house.suan.direct(NOK));
    assert.ok(message);
    assert.match(words(message), /Baan SuanにTenbanを追加しました/);
    assert.doesNotMatch(words(message), /"type":"button"/);
  });

  it('becomes nobody by it: a command is refused with a code to be linked by', async (t) => {
    const house = await openInstallHouse(t);
    await install(house, 'T0KOMACHI');

    await house.komachi.dm(LAN, 'link');
    await house.settled();

    const said = house.komachi.channel(house.komachi.direct(LAN)).map(words).join('\n');
    assert.match(said, /Tenban does not know this account/);
    assert.match(said, /link [A-Z0-9]{4}-?[A-Z0-9]{4}/);
  });
});
