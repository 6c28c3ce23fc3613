import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CHANNEL,
  openShop,
  OPERATOR,
  SLACK_COLLEAGUE,
  SLACK_OPERATOR,
  SLACK_STRANGER,
  SLACK_VIEWER,
} from '../support/shop.ts';
import { last, paid, post, settled, tapBody, words } from '../support/slack-talk.ts';

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

  it('happens once when two people tap three times at once', async (t) => {
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
    const token = preview?.buttons[0]?.data ?? '';

    const { status } = await post(shop, tapBody(token));
    const messages = await settled(shop);

    assert.equal(status, 200);
    assert.match(words(last(messages)), /no longer valid/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
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
