import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { UpstreamError } from '../../src/core/errors.ts';
import type { Drawn, Platform } from '../../src/core/platform.ts';
import type { Workspace } from '../../src/sandbox/slack/workspace.ts';
import {
  install,
  type InstallHouse,
  LAN,
  NOK,
  openInstallHouse,
  OPS,
} from '../support/install-house.ts';
import { outboxRow } from '../support/ledger-rows.ts';
import { words } from '../support/slack-talk.ts';

const MINUTE = 60_000;
const UNKNOWN = /something came from a workspace without the app/g;

function platform({ tenban }: InstallHouse): Platform & Required<Pick<Platform, 'redraw'>> {
  const slack = tenban.house.platforms.get('slack');
  if (slack?.redraw === undefined) throw new Error('Slack is not connected.');
  return { ...slack, redraw: slack.redraw };
}

function drawn(title: string): Drawn {
  return { tone: 'plain', title, locale: 'en', actions: [], choices: [], more: String };
}

function send(house: InstallHouse, team: string, title: string) {
  const address = { platform: 'slack', conversation: `${team}/${OPS}`, kind: 'group' as const };
  const retryKey = randomUUID();
  return platform(house).send({ address, message: drawn(title), retryKey, firstAttemptAt: null });
}

const refused = (error: unknown): boolean =>
  error instanceof UpstreamError && error.effect === 'refused' && error.code === 'not_installed';

function texts(workspace: Workspace, channel = OPS): string[] {
  return workspace.channel(channel).flatMap((message) => (message.user ? [] : [words(message)]));
}

async function openBoth(...about: Parameters<typeof openInstallHouse>): Promise<InstallHouse> {
  const house = await openInstallHouse(...about);
  await install(house, 'T0SUAN');
  await install(house, 'T0KOMACHI');
  return house;
}

describe('workspaces with the same names for people and channels', () => {
  it('are answered each in their own', async (t) => {
    const house = await openBoth(t);

    await house.suan.mention(NOK, OPS, 'people');
    await house.komachi.mention(NOK, OPS, 'people');
    await house.settled();

    const [[known = '', ...others], [stranger = '', ...more]] = [house.suan, house.komachi].map(
      (workspace) => texts(workspace),
    ) as [string[], string[]];
    assert.deepEqual([others, more], [[], []]);
    assert.match(known, /Baan Suan/);
    assert.match(stranger, /Tenban does not know this account/);
    assert.deepEqual(texts(house.slack), []);
  });

  it('see their own Home tab and their own forms', async (t) => {
    const house = await openBoth(t);

    await house.suan.openHome(NOK);
    await house.suan.command(NOK, OPS, 'refund');
    await house.komachi.openHome(LAN);
    await house.settled();

    assert.deepEqual(
      [house.suan, house.komachi].map((workspace) => [
        workspace.home(NOK) !== null,
        workspace.home(LAN) !== null,
        workspace.openView(NOK) !== null,
      ]),
      [
        [true, false, true],
        [false, true, false],
      ],
    );
  });

  it('keep a message that is drawn anew apart from one with the same time', async (t) => {
    const house = await openBoth(t);
    const { ref = '' } = await send(house, 'T0SUAN', 'One');
    await send(house, 'T0KOMACHI', 'Two');

    await platform(house).redraw(ref, drawn('Three'));

    assert.match(texts(house.suan).join(), /Three/);
    assert.match(texts(house.komachi).join(), /Two/);
  });
});

describe('a workspace without the app', () => {
  it('is answered nowhere, and told of once', async (t) => {
    const house = await openInstallHouse(t);
    await install(house, 'T0SUAN');

    const sent = [
      await house.komachi.dm(NOK, 'help'),
      await house.komachi.dm(LAN, 'help'),
      await house.komachi.openHome(NOK),
    ];
    await house.settled();

    assert.deepEqual(
      sent.map(({ outcomes }) => outcomes),
      [[200], [200], [200]],
    );
    assert.deepEqual(texts(house.komachi, house.komachi.direct(NOK)), []);
    assert.equal(house.komachi.home(NOK), null);
    assert.equal(house.lines.join('\n').match(UNKNOWN)?.length, 1);
  });

  it('gets nothing sent', async (t) => {
    const house = await openInstallHouse(t);

    await assert.rejects(send(house, 'T0KOMACHI', 'One'), refused);

    assert.equal(house.slack.requests.length, 0);
  });
});

describe('the token of the environment beside installations', () => {
  it('is for its own workspace, the others have theirs', async (t) => {
    const house = await openInstallHouse(t, { own: true });
    await install(house, 'T0SUAN');

    await house.slack.mention(NOK, OPS, 'people');
    await house.suan.mention(NOK, OPS, 'people');
    await house.komachi.mention(NOK, OPS, 'people');
    await house.settled();

    assert.deepEqual(
      [house.slack, house.suan, house.komachi].map((workspace) => texts(workspace).length),
      [1, 1, 0],
    );
  });

  it('draws anew what was sent when there was only one workspace', async (t) => {
    const house = await openInstallHouse(t, { own: true });
    const { ref = '' } = await send(house, 'T0OWN', 'One');
    const [channel, ts] = ref.split('/');

    await platform(house).redraw(`${channel}/${ts}`, drawn('Two'));

    assert.match(texts(house.slack).join(), /Two/);
  });

  it('takes events when Slack cannot say whose it is', async (t) => {
    const house = await openInstallHouse(t, { own: true });
    house.slack.faults.set({ kind: '500', path: 'auth.test', times: 1 });

    const { outcomes } = await house.slack.mention(NOK, OPS, 'people');
    await house.settled();

    assert.deepEqual(outcomes, [200]);
    assert.equal(texts(house.slack).length, 1);
  });
});

describe('an uninstalled app', () => {
  it('leaves no token and nothing to be said, and the other workspace alone', async (t) => {
    const house = await openBoth(t);
    const { ledger } = house.tenban.house;
    const kept = ['T0SUAN', 'T0KOMACHI'].map((team) =>
      outboxRow({ id: team, key: team, conversation: `slack:${team}/${OPS}`, state: 'held' }),
    );
    await ledger.write(async (tx) => {
      for (const row of kept) await tx.outbox.add(row);
    });

    const told = await house.komachi.uninstall();
    await house.settled();

    assert.deepEqual(
      told.map(({ outcomes }) => outcomes),
      [[200], [200]],
    );
    assert.deepEqual(
      (await ledger.installations.list()).map(({ id }) => id),
      ['slack:T0SUAN'],
    );
    const states = await Promise.all(
      kept.map(async ({ id }) => (await ledger.outbox.get(id))?.state),
    );
    assert.deepEqual(states, ['held', 'dropped']);
    assert.match(house.lines.join('\n'), /"installation":"slack:T0KOMACHI","dropped":1/);
    await assert.rejects(send(house, 'T0KOMACHI', 'One'), refused);
  });

  it('leaves what is due as it is', async (t) => {
    const house = await openBoth(t);
    const { ledger } = house.tenban.house;
    const due = { key: 'a', kind: 'schedule', at: Date.UTC(2040, 0, 1), payload: { id: 'a' } };
    await ledger.write((tx) => tx.dues.put(due));

    await house.komachi.uninstall();
    await house.settled();

    assert.deepEqual(await ledger.dues.get('a'), due);
  });

  it('may be installed again, with another token', async (t) => {
    const house = await openBoth(t);
    await house.komachi.uninstall();
    await house.clock.advance(MINUTE);

    const page = await install(house, 'T0KOMACHI');
    await send(house, 'T0KOMACHI', 'Back');

    assert.equal(page.status, 200);
    assert.match(texts(house.komachi).join(), /Back/);
  });

  it('stays in when news of an earlier end comes late', async (t) => {
    const house = await openBoth(t);
    house.slack.connect('http://127.0.0.1:9');
    const told = await house.komachi.uninstall();
    house.slack.connect(`${house.config.baseUrl}/slack/events`);
    await house.clock.advance(MINUTE / 2);
    await install(house, 'T0KOMACHI');

    await house.clock.advance(MINUTE / 2);
    while (told.some(({ outcomes }) => outcomes.at(-1) !== 200))
      await new Promise((resolve) => setTimeout(resolve, 2));
    await house.settled();

    const { installations } = house.tenban.house.ledger;
    assert.equal((await installations.list()).length, 2);
    await send(house, 'T0KOMACHI', 'Still here');
  });
});

describe('the token of an installation', () => {
  it('is in no log, and in no file but as cipher text', async (t) => {
    const house = await openBoth(t);
    await house.suan.mention(NOK, OPS, 'people');
    await house.komachi.uninstall();
    await house.settled();
    const rows = await house.tenban.house.ledger.installations.list();

    const { dataDir } = house.config;
    const files = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'latin1'));

    for (const secret of [/xoxb-/, /slack-client-secret/, /slack-state-secret/]) {
      for (const text of [...files, JSON.stringify(rows), ...house.lines])
        assert.doesNotMatch(text, secret);
    }
    assert.match(rows[0]?.token ?? '', /^enc:v1:/);
  });

  it('is sealed anew when the key is changed, and opens without the old one then', async (t) => {
    const house = await openBoth(t);
    const { ledger } = house.tenban.house;
    const before = await ledger.installations.get('slack:T0SUAN');
    const keys = [randomBytes(32), ...house.config.keys];

    await house.reopen({ keys });
    await house.reopen({ keys: keys.slice(0, 1) });
    await send(house, 'T0SUAN', 'Turned');

    const after = await house.tenban.house.ledger.installations.get('slack:T0SUAN');
    assert.notEqual(after?.token, before?.token);
    assert.match(texts(house.suan).join(), /Turned/);
  });

  it('that was copied from another does not open: it is as good as none, and said to be', async (t) => {
    const house = await openBoth(t);
    const { ledger } = house.tenban.house;
    const [komachi, suan] = await ledger.installations.list();
    assert.ok(komachi && suan);
    await ledger.write((tx) => tx.installations.put({ ...komachi, token: suan.token }));

    await assert.rejects(send(house, 'T0KOMACHI', 'One'), refused);

    assert.deepEqual([texts(house.suan), texts(house.komachi)], [[], []]);
    assert.match(house.lines.join('\n'), /the token of an installation does not open/);
  });
});
