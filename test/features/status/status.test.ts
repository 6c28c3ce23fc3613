import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CHANNEL,
  openShop,
  OPERATOR,
  SECRET_KEY,
  SLACK_VIEWER,
  VIEWER,
} from '../../support/shop.ts';
import { last, settled, words } from '../../support/slack-talk.ts';

const MINUTE = 60_000;

describe('status', () => {
  it('says when each connection last worked, in the zone of the reader', async (t) => {
    const shop = await openShop(t);
    await shop.say('charge chrg_test_nothing', OPERATOR);

    const [answer] = await shop.say('status', VIEWER);

    assert.match(answer?.text ?? '', /all connections work/);
    assert.match(answer?.text ?? '', /Opn Payments.*works · last success 25 Nov 2026, 10:00/s);
    assert.match(answer?.text ?? '', /Queue.*waiting/s);
    assert.match(answer?.text ?? '', /Held messages.*none/s);
  });

  it('says the same in Slack', async (t) => {
    const shop = await openShop(t);

    await shop.slack.command(SLACK_VIEWER, CHANNEL, 'status');

    const answer = words(last(await settled(shop)));
    assert.match(answer, /Opn Payments.*not used yet/s);
  });

  it('says that Slack is connected, where that is a connection of our own', async (t) => {
    const shop = await openShop(t, { socket: true });

    const [answer] = await shop.say('status', VIEWER);

    assert.match(answer?.text ?? '', /Slack.*connected \(Socket Mode\)/s);
  });

  it('says that a key is not accepted any more, and raises it; once it is again, that is over', async (t) => {
    const shop = await openShop(t);
    const { ledger } = shop.tenban.house;
    await shop.pass(16 * MINUTE);
    assert.deepEqual(await ledger.alerts.list({ shops: ['baan-suan'], limit: 9 }), []);

    shop.opn.revokeKey(SECRET_KEY);
    await shop.pass(32 * MINUTE);
    const [raised] = await ledger.alerts.list({ shops: ['baan-suan'], limit: 9 });
    const failing = (await shop.say('status')).at(-1);
    shop.opn.restoreKey(SECRET_KEY);
    await shop.pass(16 * MINUTE);
    const [settledNow] = await ledger.alerts.list({ shops: ['baan-suan'], limit: 9 });

    assert.equal(raised?.kind, 'connections.silent');
    assert.equal(raised?.cause, 'baan-suan-opn');
    assert.equal(raised?.severity, 'urgent');
    assert.match(failing?.text ?? '', /1 connection does not work/);
    assert.match(failing?.text ?? '', /authentication_failure/);
    assert.equal(settledNow?.state, 'resolved');
  });
});
