import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBooksShop, seedBill } from '../support/books.ts';
import { bookedBills } from '../support/books-talk.ts';
import { CHANNEL, SLACK_COLLEAGUE, SLACK_OPERATOR } from '../support/shop.ts';
import { last, post, settled, tapBody, tokenOf, words } from '../support/slack-talk.ts';

describe('a backfill from Slack', () => {
  it('has its month picked in a form, is counted, and books each bill once, though two tap at once', async (t) => {
    const shop = await openBooksShop(t);
    const at = shop.clock.now().epochMilliseconds - 3_600_000;
    for (const number of [12_001, 12_002]) seedBill(shop, number, { createdAt: at, paidAt: at });
    await shop.slack.command(SLACK_OPERATOR, CHANNEL, 'backfill');
    await settled(shop);
    const form = shop.slack.openView(SLACK_OPERATOR);
    const drawn = JSON.stringify(form?.view);

    await shop.slack.submit(SLACK_OPERATOR, form?.id ?? '', {
      system: 'page365',
      month: '2026-11',
    });
    await settled(shop);
    await shop.pass(5_000);
    const counted = last(await settled(shop));
    const start = tokenOf(counted, 'Start');
    await Promise.all([
      post(shop, tapBody(start)),
      post(shop, tapBody(start, { user: SLACK_COLLEAGUE, trigger: '1.3.tap' })),
    ]);
    await settled(shop);
    await shop.pass(10_000);

    assert.match(drawn, /Nov 2026.*Oct 2026.*Dec 2024/);
    assert.match(words(counted), /2 of 2 bills ready/);
    const ended = (await settled(shop)).filter((message) => /2 bills booked/.test(words(message)));
    assert.equal(ended.length, 1);
    assert.deepEqual(bookedBills(shop).length, 2);
    assert.equal(shop.peak.receipts().length, 2);
  });
});
