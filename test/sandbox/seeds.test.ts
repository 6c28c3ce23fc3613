import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SettingsFile } from '../../src/core/settings.ts';
import { createOpnSimulator } from '../../src/sandbox/opn/simulator.ts';
import {
  accountsOf,
  plantCharges,
  plantWorkspace,
  settingsOf,
  SHOPS,
} from '../../src/sandbox/seeds.ts';
import { SEATS } from '../../src/sandbox/seeds/people.ts';
import { channelOf } from '../../src/sandbox/seeds/workspace.ts';
import { createSlackSimulator } from '../../src/sandbox/slack/simulator.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const keys = Object.fromEntries(SHOPS.map(({ shop }) => [shop.id, `skey_test_${shop.id}`]));

describe('the seeds', () => {
  it('make settings that Tenban takes', () => {
    const settings = settingsOf(keys, []);

    const read = SettingsFile.safeParse(settings);

    assert.deepEqual(read.error?.issues, undefined);
    assert.deepEqual(read.data, settings);
  });

  it('leave the stranger out of the settings', () => {
    const strangers = SEATS.filter(({ role }) => role === null);

    const known = settingsOf(keys, []).people.map(({ id }) => id);

    assert.equal(strangers.length, 1);
    assert.equal(known.includes(strangers[0]?.id ?? ''), false);
    assert.equal(known.length, SEATS.length - 1);
  });

  it('know everybody they know in LINE in Slack as well', () => {
    const known = settingsOf(keys, []).people;

    const platforms = known.map(({ identities }) => identities.map(({ platform }) => platform));

    assert.deepEqual([...new Set(platforms.map(String))], ['line,slack']);
  });

  it('put everybody into the channel of their shop', async (t) => {
    const clock = createFakeClock();
    const app = { signingSecret: 'secret', botToken: 'xoxb' };
    const slack = createSlackSimulator({ clock, ...app, burst: SEATS.length });
    const server = await slack.listen();
    t.after(() => server.close());

    plantWorkspace(slack);

    for (const { slack: user, shop } of SEATS) {
      const { id: channel } = channelOf(shop);
      const answer = await fetch(`${server.url}/api/chat.postEphemeral`, {
        method: 'POST',
        headers: { authorization: 'Bearer xoxb', 'content-type': 'application/json' },
        body: JSON.stringify({ channel, user, text: 'hello' }),
      });
      assert.equal(Object(await answer.json()).error, undefined);
    }
    assert.equal(new Set(SEATS.map((seat) => seat.slack)).size, SEATS.length);
  });

  it('plant charges whose examples are among them', () => {
    const clock = createFakeClock();
    const opn = createOpnSimulator({ clock, keys: accountsOf(keys) });
    plantCharges(opn, clock.now().epochMilliseconds);

    const unknown = SHOPS.flatMap(({ shop, tries }) => {
      const ids = new Set(opn.charges(shop.id).map(({ id }) => id));
      return tries.filter(({ charge }) => charge !== undefined && !ids.has(charge));
    });

    assert.deepEqual(unknown, []);
  });

  for (const { shop, account } of SHOPS) {
    it(`show every kind of charge in ${shop.id}`, () => {
      const clock = createFakeClock();
      const opn = createOpnSimulator({ clock, keys: accountsOf(keys) });

      plantCharges(opn, clock.now().epochMilliseconds);

      const charges = opn.charges(shop.id);
      const count = (fits: (charge: (typeof charges)[number]) => boolean): number =>
        charges.filter(fits).length;
      assert.deepEqual([...new Set(charges.map(({ currency }) => currency))], [account.currency]);
      assert.notEqual(
        count(({ can_perform_void }) => can_perform_void),
        0,
      );
      assert.notEqual(
        count(({ capturable }) => capturable),
        0,
      );
      assert.equal(
        count(({ dispute }) => dispute !== null),
        1,
      );
      assert.equal(
        count(({ status }) => status === 'failed'),
        1,
      );
      assert.equal(
        count(({ refunds }) => refunds.total === 15),
        1,
      );
      assert.equal(
        count(({ source, paid, refundable }) => source !== null && paid && !refundable),
        1,
      );
    });
  }
});
