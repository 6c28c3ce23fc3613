import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Message } from '../../src/sandbox/slack/types.ts';
import {
  CHANNEL,
  openShop,
  OPERATOR,
  SLACK_COLLEAGUE,
  SLACK_OPERATOR,
  SLACK_STRANGER,
  SLACK_VIEWER,
  type TestShop,
} from '../support/shop.ts';

const ACCOUNT = 'acct-baan-suan';

function paid(shop: TestShop): string {
  return shop.opn.seed(ACCOUNT, { amount: 150_000, currency: 'THB', description: 'Order 1001' }).id;
}

async function settled(shop: TestShop): Promise<readonly Message[]> {
  await shop.tenban.house.queue.settled();
  return shop.slack.channel(CHANNEL);
}

function last(messages: readonly Message[]): Message {
  const message = messages.at(-1);
  assert.ok(message);
  return message;
}

function words(message: Message): string {
  return JSON.stringify(message.blocks) + message.text;
}

describe('a refund from Slack', () => {
  it('is typed, previewed, confirmed and made once', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);

    const sent = await shop.slack.command(SLACK_OPERATOR, CHANNEL, `refund ${charge} 500 damaged`);
    const preview = last(await settled(shop));
    await shop.slack.click(SLACK_OPERATOR, CHANNEL, preview.ts, 'Refund ฿500.00');
    const done = last(await settled(shop));

    assert.equal(sent.outcome, 200);
    assert.match(words(preview), /Check this refund: ฿500\.00/);
    assert.match(words(done), /Refunded ฿500\.00/);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('loses its buttons once decided, and says who decided', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.slack.command(SLACK_OPERATOR, CHANNEL, `refund ${charge} 500 damaged`);
    const preview = last(await settled(shop));

    await shop.slack.click(SLACK_OPERATOR, CHANNEL, preview.ts, 'Refund ฿500.00');
    const card = (await settled(shop)).find(({ ts }) => ts === preview.ts);

    assert.ok(card);
    assert.equal(card.edited, true);
    assert.doesNotMatch(words(card), /"type":"button"/);
    assert.match(words(card), /Nok decided this/);
  });

  it('is filled in as a form when arguments are missing', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.slack.command(SLACK_OPERATOR, CHANNEL, `refund ${charge}`);
    await settled(shop);
    const form = shop.slack.openView(SLACK_OPERATOR);
    assert.ok(form);

    const sent = await shop.slack.submit(SLACK_OPERATOR, form.id, {
      amount: '250',
      reason: 'damaged box',
    });
    const preview = last(await settled(shop));
    await shop.slack.click(SLACK_OPERATOR, CHANNEL, preview.ts, 'Refund ฿250.00');
    await settled(shop);

    assert.equal(sent.outcome, 200);
    assert.match(words(preview), /damaged box/);
    assert.deepEqual(
      shop.opn.refundsOf(charge).map(({ amount }) => amount),
      [25_000],
    );
  });

  it('is asked for in the conversation when the form cannot be opened any more', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    shop.slack.faults.set({ kind: '500', path: 'views.open' });

    await shop.slack.command(SLACK_OPERATOR, CHANNEL, `refund ${charge}`);
    const question = last(await settled(shop));

    assert.match(words(question), /How much of ฿1,500\.00/);
  });

  it('happens once when Slack sends a tap three times and two people tap', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.slack.command(SLACK_OPERATOR, CHANNEL, `refund ${charge} 500 damaged`);
    const { ts } = last(await settled(shop));

    await Promise.all([
      shop.slack.click(SLACK_OPERATOR, CHANNEL, ts, 'Refund ฿500.00'),
      shop.slack.click(SLACK_COLLEAGUE, CHANNEL, ts, 'Refund ฿500.00'),
      shop.slack.click(SLACK_OPERATOR, CHANNEL, ts, 'Refund ฿500.00'),
    ]);
    const messages = await settled(shop);

    assert.equal(shop.opn.refundsOf(charge).length, 1);
    assert.equal(messages.filter((message) => words(message).includes('✅ Refunded')).length, 1);
    assert.equal(messages.filter((message) => words(message).includes('was first')).length, 2);
  });

  it('is heard in a mention and in Japanese', async (t) => {
    const shop = await openShop(t, { locale: 'ja' });
    const charge = paid(shop);

    await shop.slack.mention(SLACK_OPERATOR, CHANNEL, `返金 ${charge} 500 商品の破損`);
    const preview = last(await settled(shop));
    await shop.slack.click(SLACK_OPERATOR, CHANNEL, preview.ts, '500.00 THBを返金');
    const done = last(await settled(shop));

    assert.match(words(preview), /返金内容の確認/);
    assert.match(words(done), /返金完了/);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('works through a socket as well', async (t) => {
    const shop = await openShop(t, { socket: true });
    const charge = paid(shop);

    await shop.slack.command(SLACK_OPERATOR, CHANNEL, `refund ${charge} 500 damaged`);
    const preview = last(await settled(shop));
    await shop.slack.click(SLACK_OPERATOR, CHANNEL, preview.ts, 'Refund ฿500.00');
    await settled(shop);

    assert.equal(shop.slack.sockets.count(), 1);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('started in LINE is not confirmed by a button carried to Slack', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    const [preview] = await shop.say(`refund ${charge} 500 damaged`, OPERATOR);
    const body = new URLSearchParams({
      payload: JSON.stringify({
        type: 'block_actions',
        team: { id: 'T0SUAN' },
        user: { id: SLACK_OPERATOR, team_id: 'T0SUAN' },
        channel: { id: CHANNEL },
        trigger_id: '1.2.stolen',
        actions: [
          {
            type: 'button',
            action_id: 'a',
            block_id: 'b',
            value: preview?.buttons[0]?.data,
            action_ts: '1.2',
          },
        ],
      }),
    }).toString();

    const status = await post(shop, body);
    const messages = await settled(shop);

    assert.equal(status, 200);
    assert.match(words(last(messages)), /no longer valid/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });
});

/** A request as Slack would sign it, or not. */
async function post(
  shop: TestShop,
  body: string,
  { shift = 0, secret }: { shift?: number; secret?: string } = {},
): Promise<number> {
  const key = secret ?? shop.config.slack?.signingSecret ?? '';
  const timestamp = String(Math.floor(shop.clock.now().epochMilliseconds / 1000) + shift);
  const signature = `v0=${createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const answer = await fetch(`http://127.0.0.1:${shop.tenban.port}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-signature': signature,
      'x-slack-request-timestamp': timestamp,
    },
  });
  return answer.status;
}

describe("Slack's requests", () => {
  const command = new URLSearchParams({
    command: '/tenban',
    text: 'help',
    team_id: 'T0SUAN',
    user_id: SLACK_OPERATOR,
    channel_id: CHANNEL,
    trigger_id: '9.9.x',
  }).toString();

  it('are refused when forged, stale or from the future', async (t) => {
    const shop = await openShop(t);

    const statuses = [
      await post(shop, command, { secret: 'another' }),
      await post(shop, command, { shift: -301 }),
      await post(shop, command, { shift: 301 }),
    ];

    assert.deepEqual(statuses, [401, 401, 401]);
    assert.deepEqual(await settled(shop), []);
  });

  it('do nothing when replayed', async (t) => {
    const shop = await openShop(t);
    await post(shop, command);
    const first = (await settled(shop)).length;

    const status = await post(shop, command);

    assert.equal(status, 200);
    assert.equal((await settled(shop)).length, first);
  });

  it('are refused at 5 MB, and when they are neither form nor JSON', async (t) => {
    const shop = await openShop(t);

    assert.deepEqual(
      [await post(shop, 'x'.repeat(5_000_000)), await post(shop, 'payload={broken')],
      [413, 400],
    );
  });

  it('of a team nobody knows are strangers', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    const body = new URLSearchParams({
      command: '/tenban',
      text: `refund ${charge} 500 x`,
      team_id: 'T0OTHER',
      user_id: SLACK_OPERATOR,
      channel_id: CHANNEL,
      trigger_id: '7.7.x',
    }).toString();

    await post(shop, body);
    const answer = last(await settled(shop));

    assert.match(words(answer), /does not know this account/);
    assert.equal(shop.opn.requests.length, 0);
  });
});

describe('rights in Slack', () => {
  it('refuse a viewer typing and tapping', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.slack.command(SLACK_VIEWER, CHANNEL, `refund ${charge} 500 damaged`);
    const typed = last(await settled(shop));
    await shop.slack.command(SLACK_OPERATOR, CHANNEL, `refund ${charge} 500 damaged`);
    const preview = last(await settled(shop));

    await shop.slack.click(SLACK_VIEWER, CHANNEL, preview.ts, 'Refund ฿500.00');
    const tapped = last(await settled(shop));

    for (const refusal of [typed, tapped]) {
      assert.match(words(refusal), /You may not refund/);
      assert.equal(refusal.onlyFor, SLACK_VIEWER);
    }
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });

  it('refuse a form that a stranger could open', async (t) => {
    const shop = await openShop(t);

    await shop.slack.command(SLACK_STRANGER, CHANNEL, 'refund');
    const answer = last(await settled(shop));

    assert.equal(shop.slack.openView(SLACK_STRANGER), null);
    assert.match(words(answer), /does not know this account/);
  });
});

describe('answers in Slack', () => {
  it('wait out a rate limit of one channel', async (t) => {
    const shop = await openShop(t);
    shop.slack.faults.set({ kind: '429', path: 'chat.postMessage', times: 1 });

    await shop.slack.command(SLACK_OPERATOR, CHANNEL, 'help');
    const before = (await settled(shop)).length;
    await shop.pass(60_000);
    const after = (await settled(shop)).length;

    assert.deepEqual([before, after], [0, 1]);
  });
});
