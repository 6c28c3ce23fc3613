import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openShop, SLACK_OPERATOR, SLACK_STRANGER, type TestShop } from '../support/shop.ts';
import { last, settled, words } from '../support/slack-talk.ts';

const HOUR = 60 * 60_000;

/** What stands on somebody's Home tab after a look at it. */
async function looked(shop: TestShop, user = SLACK_OPERATOR): Promise<string> {
  await shop.slack.openHome(user);
  await shop.tenban.house.queue.settled();
  return JSON.stringify(shop.slack.home(user)?.view ?? null);
}

describe('the Home tab', () => {
  it('shows the shop, what may be done there with examples, and the other languages', async (t) => {
    const shop = await openShop(t);

    const view = await looked(shop);

    assert.match(view, /What you can do in Baan Suan \(owner\)/i);
    assert.match(view, /refund chrg_… 500 damaged/);
    assert.match(view, /ภาษาไทย/);
    assert.doesNotMatch(view, /"text":"English"/);
    assert.deepEqual(await settled(shop, shop.slack.direct(SLACK_OPERATOR)), []);
  });

  it('opens a form, and answers in the direct channel', async (t) => {
    const shop = await openShop(t);
    await looked(shop);
    await shop.slack.clickHome(SLACK_OPERATOR, 'Refund');
    await shop.tenban.house.queue.settled();
    const form = shop.slack.openView(SLACK_OPERATOR);
    const { id } = shop.opn.seed('acct-baan-suan', { amount: 150_000, currency: 'THB' });

    await shop.slack.submit(SLACK_OPERATOR, form?.id ?? '', { charge: id, reason: 'damaged' });
    const answer = last(await settled(shop, shop.slack.direct(SLACK_OPERATOR)));

    assert.match(words(answer), /Check this refund: ฿1,500\.00/);
  });

  it('speaks the language that was chosen on it, when it is looked at again', async (t) => {
    const shop = await openShop(t);
    await looked(shop);

    await shop.slack.clickHome(SLACK_OPERATOR, '日本語');
    await shop.tenban.house.queue.settled();

    assert.match(await looked(shop), /返金/);
  });

  it('has buttons that work hours later, and after many looks', async (t) => {
    const shop = await openShop(t);
    await looked(shop);
    await looked(shop);
    await shop.pass(2 * HOUR);

    await shop.slack.clickHome(SLACK_OPERATOR, 'ภาษาไทย');
    const answer = last(await settled(shop, shop.slack.direct(SLACK_OPERATOR)));

    assert.match(words(answer), /ภาษาไทย/);
  });

  it('tells a stranger how to become known, and has no buttons that refuse', async (t) => {
    const shop = await openShop(t);

    const view = await looked(shop, SLACK_STRANGER);

    assert.match(view, /give the code to a shop’s owner/);
    assert.equal(view.split('"type":"button"').length, 2);
    assert.match(view, /Link my account/);
  });

  it('that Slack will not take writes to nobody', async (t) => {
    const shop = await openShop(t);
    shop.slack.faults.set({ kind: '500', path: 'views.publish' });

    const view = await looked(shop);

    assert.equal(view, 'null');
    assert.deepEqual(await settled(shop, shop.slack.direct(SLACK_OPERATOR)), []);
    assert.match(shop.lines.join('\n'), /a home page was not drawn/);
  });
});
