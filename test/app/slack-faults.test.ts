import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CHANNEL,
  openShop,
  SLACK_COLLEAGUE,
  SLACK_OPERATOR,
  SLACK_STRANGER,
  TEAM,
  type TestShop,
} from '../support/shop.ts';
import {
  last,
  leftBehind,
  paid,
  post,
  settled,
  tapBody,
  tokenOf,
  words,
} from '../support/slack-talk.ts';

const REFUND = 'Refund ฿500.00';
const OTHER = 'C0OTHER';

/** A refund of ฿500.00 waits for its tap. */
async function openPreviewed(shop: TestShop) {
  const charge = paid(shop);
  await shop.slack.command(SLACK_OPERATOR, CHANNEL, `refund ${charge} 500 damaged`);
  const preview = last(await settled(shop));
  return { charge, preview, token: tokenOf(preview, REFUND) };
}

const said = (messages: Awaited<ReturnType<typeof settled>>, what: string): number =>
  messages.filter((message) => words(message).includes(what)).length;

describe("Slack's requests", () => {
  const event = JSON.stringify({
    type: 'event_callback',
    team_id: TEAM,
    event_id: 'Ev0REPLAY',
    authorizations: [{ team_id: TEAM, user_id: 'U0TENBAN' }],
    event: {
      type: 'app_mention',
      user: SLACK_OPERATOR,
      text: '<@U0TENBAN> help',
      channel: CHANNEL,
      ts: '1795600000.000100',
    },
  });
  const json = { type: 'application/json' };

  it('are taken up to five minutes early or late, and then no more', async (t) => {
    const shop = await openShop(t);

    const answers = await Promise.all(
      [-300, 300, -301, 301].map((shift) => post(shop, event, { ...json, shift })),
    );

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 401, 401],
    );
    assert.equal((await settled(shop)).length, 1);
  });

  it('are refused when forged, or signed over other bytes', async (t) => {
    const shop = await openShop(t);

    const { status } = await post(shop, event, { ...json, secret: 'another' });

    assert.equal(status, 401);
    assert.deepEqual(await settled(shop), []);
  });

  it('do nothing when a command is played back', async (t) => {
    const shop = await openShop(t);
    const body = new URLSearchParams({
      command: '/tenban',
      text: 'help',
      team_id: TEAM,
      user_id: SLACK_OPERATOR,
      channel_id: CHANNEL,
      trigger_id: '9.9.x',
    }).toString();
    await post(shop, body);
    const first = (await settled(shop)).length;

    const { status } = await post(shop, body);

    assert.deepEqual([status, first, (await settled(shop)).length], [200, 1, 1]);
  });

  it('are answered once when an event is played back or sent again', async (t) => {
    const shop = await openShop(t);
    shop.slack.repeatEvents(3);

    const { outcomes } = await shop.slack.mention(SLACK_OPERATOR, CHANNEL, 'help');
    const once = (await settled(shop)).length;
    const replayed = [await post(shop, event, json), await post(shop, event, json)];

    assert.deepEqual(outcomes, [200, 200, 200, 200]);
    assert.deepEqual(
      replayed.map(({ status }) => status),
      [200, 200],
    );
    assert.equal((await settled(shop)).length - once, 1);
  });

  it('are refused at 5 MB, and when they are broken', async (t) => {
    const shop = await openShop(t);
    const bodies = [
      post(shop, 'x'.repeat(5_000_000)),
      post(shop, '{"type":"event_callback",', json),
      post(shop, '[]', json),
      post(shop, 'payload=%7B%22type%22', {}),
      post(shop, '%%%', {}),
      post(shop, '', json),
    ];

    const answers = await Promise.all(bodies);

    assert.deepEqual(
      answers.map(({ status }) => status),
      [413, 400, 400, 400, 400, 400],
    );
    assert.deepEqual(await settled(shop), []);
  });

  it('of kinds nobody knows are acknowledged, and what Slack never sends is refused', async (t) => {
    const shop = await openShop(t);
    const strange = [
      { type: 'event_callback', team_id: TEAM, event_id: 'E1', event: { type: 'app_new_thing' } },
      { type: 'event_callback', team_id: TEAM, event_id: 'E2', event: null },
      { type: 'view_submission', view: { id: 7 } },
      { type: 'block_actions', user: { id: 'U1' }, actions: 'none' },
      { type: 'of_tomorrow' },
    ];

    const answers = await Promise.all(
      strange.map((body) => post(shop, JSON.stringify(body), json)),
    );

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 400, 400, 400, 200],
    );
    assert.deepEqual(await settled(shop), []);
  });

  it('of a team nobody knows are a stranger’s, whoever they name', async (t) => {
    const shop = await openShop(t);
    const { charge, token } = await openPreviewed(shop);
    const command = new URLSearchParams({
      command: '/tenban',
      text: `refund ${charge} 500 x`,
      team_id: 'T0OTHER',
      user_id: SLACK_OPERATOR,
      channel_id: CHANNEL,
      trigger_id: '7.7.x',
    }).toString();

    await post(shop, command);
    const typed = last(await settled(shop));
    await post(shop, tapBody(token).replaceAll(TEAM, 'T0OTHER'));
    const tapped = last(await settled(shop));

    assert.match(words(typed), /does not know this account/);
    assert.match(words(tapped), /no longer valid/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });
});

describe('a tap in Slack', () => {
  it('sent three times over and made by two people refunds once', async (t) => {
    const shop = await openShop(t);
    const { charge, preview, token } = await openPreviewed(shop);
    const tap = tapBody(token);

    const [colleague, ...retries] = await Promise.all([
      shop.slack.click(SLACK_COLLEAGUE, CHANNEL, preview.ts, REFUND),
      post(shop, tap),
      post(shop, tap),
      post(shop, tap),
    ]);
    const messages = await settled(shop);

    assert.equal(colleague.outcome, 200);
    assert.deepEqual(
      retries.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal(shop.opn.refundsOf(charge).length, 1);
    assert.deepEqual([said(messages, '✅ Refunded'), said(messages, 'was first')], [1, 1]);
  });

  it('on what was decided is told who decided, and changes nothing', async (t) => {
    const shop = await openShop(t);
    const { charge, preview, token } = await openPreviewed(shop);
    await shop.slack.click(SLACK_OPERATOR, CHANNEL, preview.ts, REFUND);
    await settled(shop);

    const { status } = await post(shop, tapBody(token, { user: SLACK_COLLEAGUE }));
    const answer = last(await settled(shop));

    assert.equal(status, 200);
    assert.match(words(answer), /Nok was first .*Your tap changed nothing/);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('on what was left is told so, and refunds nothing', async (t) => {
    const shop = await openShop(t);
    const { charge, preview, token } = await openPreviewed(shop);
    await shop.slack.click(SLACK_OPERATOR, CHANNEL, preview.ts, "Don't refund");
    await settled(shop);

    await post(shop, tapBody(token, { user: SLACK_COLLEAGUE }));
    const answer = last(await settled(shop));

    assert.match(words(answer), /Nok already decided not to do this/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });

  it('on a card of an earlier Tenban is told that it is over', async (t) => {
    const shop = await openShop(t);
    const token = await leftBehind(shop);

    await post(shop, tapBody(token));

    assert.match(words(last(await settled(shop))), /no longer valid/);
  });

  it('that moves money is asked about once more on the spot', async (t) => {
    const shop = await openShop(t);

    const { preview } = await openPreviewed(shop);

    const dialogs = JSON.stringify(preview.blocks).match(/"confirm":\{"title"/g);
    assert.equal(dialogs?.length, 1);
    assert.match(words(preview), /“Refund ฿500\.00” cannot be undone\./);
  });
});

describe('an answer in Slack', () => {
  it('whose own answer was lost may appear twice, the copy marked', async (t) => {
    const shop = await openShop(t);
    shop.slack.faults.set({ kind: 'drop-answer', path: 'chat.postMessage', times: 1 });

    await shop.slack.command(SLACK_OPERATOR, CHANNEL, 'help');
    await settled(shop);
    await shop.pass(60_000);
    const copies = (await settled(shop)).map(({ metadata }) => metadata);

    const [first, second] = copies as { event_payload: { key: string; repeated: boolean } }[];
    assert.equal(copies.length, 2);
    assert.equal(first?.event_payload.key, second?.event_payload.key);
    assert.deepEqual(
      [first?.event_payload.repeated, second?.event_payload.repeated],
      [false, true],
    );
  });

  it('about money may appear twice while the money moves once', async (t) => {
    const shop = await openShop(t);
    const { charge, preview } = await openPreviewed(shop);
    shop.slack.faults.set({ kind: 'drop-answer', path: 'chat.postMessage', times: 1 });

    await shop.slack.click(SLACK_OPERATOR, CHANNEL, preview.ts, REFUND);
    await settled(shop);
    await shop.pass(60_000);

    assert.equal(said(await settled(shop), '✅ Refunded'), 2);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('comes after the pause Slack asks of one channel, while another channel is answered at once', async (t) => {
    const shop = await openShop(t);
    shop.slack.addChannel({ id: OTHER, name: 'other', members: [SLACK_OPERATOR] });
    shop.slack.faults.set({ kind: '429', path: 'chat.postMessage', times: 1 });
    const counts = async () => [(await settled(shop)).length, (await settled(shop, OTHER)).length];

    await shop.slack.command(SLACK_OPERATOR, CHANNEL, 'help');
    const limited = await counts();
    await shop.slack.command(SLACK_OPERATOR, OTHER, 'help');
    const other = await counts();
    await shop.pass(29_000);
    const early = await counts();
    await shop.pass(2_000);
    const after = await counts();

    assert.deepEqual(
      [limited, other, early, after],
      [
        [0, 0],
        [0, 1],
        [0, 1],
        [1, 1],
      ],
    );
  });

  it('waits for its turn where one message a second is all a channel takes', async (t) => {
    const shop = await openShop(t);
    const asked = Array.from({ length: 25 }, () =>
      shop.slack.command(SLACK_OPERATOR, CHANNEL, 'help'),
    );
    await Promise.all(asked);

    const atOnce = (await settled(shop)).length;
    await shop.pass(60_000);

    assert.ok(atOnce < 25);
    assert.equal((await settled(shop)).length, 25);
  });

  it('to somebody unknown is theirs alone', async (t) => {
    const shop = await openShop(t);

    await shop.slack.mention(SLACK_STRANGER, CHANNEL, 'refund');

    assert.equal(last(await settled(shop)).onlyFor, SLACK_STRANGER);
  });
});
