import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Limit } from '../../src/core/settings.ts';
import { ageApproval } from '../support/age-approval.ts';
import {
  COLLEAGUE,
  openShop,
  OPERATOR,
  RIVAL,
  SLACK_COLLEAGUE,
  SLACK_OPERATOR,
  SLACK_STRANGER,
  TEAM,
  type TestShop,
  VIEWER,
} from '../support/shop.ts';
import { last, settled, words } from '../support/slack-talk.ts';

const ACCOUNT = 'acct-baan-suan';
const HOUR = 3_600_000;

function paid(shop: TestShop, amount = 1_500_000): string {
  return shop.opn.seed(ACCOUNT, { amount, currency: 'THB', description: 'Order 1001' }).id;
}

async function limit(shop: TestShop, change: Partial<Limit>, id = 'operators'): Promise<void> {
  const { settings } = shop.tenban.house;
  await settings.update('limits', id, (current) => ({
    ...(current ?? { id, shop: 'baan-suan', role: 'operator', currency: 'THB', version: 1 }),
    ...change,
  }));
}

/** Adds somebody who approves and is only on Slack. */
async function addApprover(shop: TestShop): Promise<void> {
  await shop.tenban.house.settings.update('people', 'Ann', () => ({
    id: 'Ann',
    name: 'Ann',
    locale: 'en',
    roles: { 'baan-suan': 'approver' },
    identities: [{ platform: 'slack', team: TEAM, id: SLACK_STRANGER }],
    version: 1,
  }));
}

/** Lek asks on LINE to refund more than an operator may. */
async function asked(shop: TestShop, charge: string, amount = '5000'): Promise<string> {
  await limit(shop, { perRequest: 100_000 });
  await shop.say(`refund ${charge} ${amount} damaged`, COLLEAGUE);
  const [answer] = await shop.tap('Ask for approval', COLLEAGUE);
  await shop.hear(OPERATOR);
  return answer?.text ?? '';
}

function amounts(shop: TestShop, charge: string): number[] {
  return shop.opn.refundsOf(charge).map(({ amount }) => amount);
}

/** The newest message in somebody's own talk with the bot. */
async function slackCard(shop: TestShop, user = SLACK_STRANGER) {
  return last(await settled(shop, shop.slack.direct(user)));
}

async function clickSlack(shop: TestShop, label: string, user = SLACK_STRANGER): Promise<void> {
  const { ts } = await slackCard(shop, user);
  await shop.slack.click(user, shop.slack.direct(user), ts, label);
}

describe('a refund above a limit', () => {
  it('is asked for on LINE, approved in Slack and made in the requester’s name', async (t) => {
    const shop = await openShop(t);
    await addApprover(shop);
    const charge = paid(shop);

    const answer = await asked(shop, charge);
    const before = amounts(shop, charge);
    const card = words(await slackCard(shop));
    await clickSlack(shop, 'Approve');
    const [done] = await shop.hear(COLLEAGUE);

    assert.match(answer, /Waiting for approval: refund ฿5,000\.00/);
    assert.match(answer, /Nok, Ann/);
    assert.deepEqual(before, []);
    assert.match(card, /Approval needed: refund ฿5,000\.00/);
    assert.match(card, /"confirm":\{/);
    assert.match(card, /Over the limit of ฿1,000\.00 per request/);
    assert.match(done?.text ?? '', /✅ Refunded ฿5,000\.00/);
    assert.match(done?.text ?? '', /Asked by\nLek/);
    assert.match(done?.text ?? '', /Approved by\nAnn/);
    assert.deepEqual(amounts(shop, charge), [500_000]);
  });

  it('is asked for in Slack and approved on LINE, and every Slack card says who did', async (t) => {
    const shop = await openShop(t);
    await addApprover(shop);
    await limit(shop, { perRequest: 100_000 });
    const charge = paid(shop);
    const own = shop.slack.direct(SLACK_COLLEAGUE);
    await shop.slack.command(SLACK_COLLEAGUE, own, `refund ${charge} 5000 damaged`);
    await clickSlack(shop, 'Ask for approval', SLACK_COLLEAGUE);
    await shop.hear();

    const [approved] = await shop.tap('Approve', OPERATOR);
    const card = await slackCard(shop);
    const done = await slackCard(shop, SLACK_COLLEAGUE);

    assert.match(approved?.text ?? '', /Approved: refund/);
    assert.match(words(card), /Approved by Nok/);
    assert.doesNotMatch(words(card), /"type":"button"/);
    assert.match(words(done), /Refunded ฿5,000\.00/);
    assert.deepEqual(amounts(shop, charge), [500_000]);
  });

  it('is made without anybody else up to the limit', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { perRequest: 500_000 });
    const charge = paid(shop);

    await shop.say(`refund ${charge} 5000 damaged`, COLLEAGUE);
    await shop.tap(/^Refund ฿5,000/, COLLEAGUE);

    assert.deepEqual(amounts(shop, charge), [500_000]);
  });
});

describe('who asked for it', () => {
  it('cannot approve it, under either account', async (t) => {
    const shop = await openShop(t);
    await addApprover(shop);
    await limit(shop, { role: 'owner', perRequest: 100_000 }, 'owners');
    const charge = paid(shop);
    await shop.say(`refund ${charge} 5000 damaged`);
    await shop.tap('Ask for approval');

    const [card] = await shop.say('approve 1');
    await shop.slack.command(SLACK_OPERATOR, shop.slack.direct(SLACK_OPERATOR), 'approve 1');
    const there = await slackCard(shop, SLACK_OPERATOR);
    const tapped = await tapApprove(shop, OPERATOR);

    assert.ok(!card?.buttons.some(({ label }) => label === 'Approve'));
    assert.doesNotMatch(words(there), /"Approve"/);
    assert.match(tapped, /You asked for this yourself/);
    assert.deepEqual(amounts(shop, charge), []);
  });

  it('may take it back', async (t) => {
    const shop = await openShop(t);
    await addApprover(shop);
    await limit(shop, { role: 'owner', perRequest: 100_000 }, 'owners');
    const charge = paid(shop);
    await shop.say(`refund ${charge} 5000 damaged`);
    await shop.tap('Ask for approval');

    const [answer] = await shop.say('reject 1 not needed');

    assert.match(answer?.text ?? '', /Rejected: refund/);
    assert.match(words(await slackCard(shop)), /Rejected by Nok/);
  });

  it('is refused where nobody else may approve, and told who could be given the right', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { role: 'owner', perRequest: 100_000 }, 'owners');
    const charge = paid(shop);

    const [refused] = await shop.say(`refund ${charge} 5000 damaged`);

    assert.match(refused?.text ?? '', /Nobody else in Baan Suan may approve this/);
    assert.match(refused?.text ?? '', /approver role or a higher limit to: Lek, Mai/);
    assert.deepEqual(refused?.buttons, []);
    assert.deepEqual(
      await shop.tenban.house.ledger.approvals.list(['baan-suan'], ['pending'], 9),
      [],
    );
  });

  it('is told that it was rejected, and why', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await asked(shop, charge);

    const [why] = await shop.tap('Reject', OPERATOR);
    await shop.say('too much', OPERATOR);
    const [told] = await shop.hear(COLLEAGUE);

    assert.match(why?.text ?? '', /Why is it rejected/);
    assert.match(told?.text ?? '', /Rejected: refund ฿5,000\.00/);
    assert.match(told?.text ?? '', /Rejected by Nok/);
    assert.match(told?.text ?? '', /Reason: too much/);
    assert.deepEqual(amounts(shop, charge), []);
  });

  it('is told the reason that was filled in as a form in Slack', async (t) => {
    const shop = await openShop(t);
    await addApprover(shop);
    await asked(shop, paid(shop));
    await clickSlack(shop, 'Reject');
    await settled(shop);
    const form = shop.slack.openView(SLACK_STRANGER);
    assert.ok(form);

    await shop.slack.submit(SLACK_STRANGER, form.id, { number: '1', reason: 'not ours' });
    const [told] = await shop.hear(COLLEAGUE);

    assert.match(told?.text ?? '', /Rejected by Ann[^]*Reason: not ours/);
  });

  it('is told of nothing by a word that only sounds like approval', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await asked(shop, charge);

    for (const word of ['ok', 'โอเค', 'はい', '👍', 'aprove 1', 'approve', 'approve 1'])
      await shop.say(word, OPERATOR);

    assert.deepEqual(await shop.hear(COLLEAGUE), []);
    assert.deepEqual(amounts(shop, charge), []);
  });
});

describe('a request for approval', () => {
  it('is void when the charge changed: both are told and a new request is needed', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await asked(shop, charge);
    shop.opn.refundInDashboard(charge, 100);

    const [tapped] = await shop.tap('Approve', OPERATOR);
    const [told] = await shop.hear(COLLEAGUE);
    const [again] = await shop.tap('Approve', OPERATOR);

    for (const text of [tapped?.text, told?.text, again?.text])
      assert.match(text ?? '', /no longer valid.*[^]*changed since it was asked/);
    assert.deepEqual(amounts(shop, charge), [100]);
  });

  it('is void when it no longer asks for what its hash says', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await asked(shop, charge);
    const { ledger } = shop.tenban.house;
    const row = await ledger.approvals.byNumber('baan-suan', 1);
    const input = { ...row?.input, amount: '9000' };
    await ledger.write((tx) =>
      tx.approvals.decide(row?.id ?? '', 'pending', { state: 'pending', input }),
    );

    const [tapped] = await shop.tap('Approve', OPERATOR);

    assert.match(tapped?.text ?? '', /no longer valid/);
    assert.deepEqual(amounts(shop, charge), []);
  });

  it('leads to one refund when two approve at once, and the second is told who was first', async (t) => {
    const shop = await openShop(t);
    await addApprover(shop);
    const charge = paid(shop);
    await asked(shop, charge);

    const [[line]] = await Promise.all([
      shop.tap('Approve', OPERATOR),
      clickSlack(shop, 'Approve'),
    ]);
    const answer = words(await slackCard(shop));

    const first = await shop.tenban.house.ledger.approvals.byNumber('baan-suan', 1);
    const late = first?.decidedBy === 'Nok' ? answer : (line?.text ?? '');
    assert.equal(first?.state, 'approved');
    assert.match(late, new RegExp(`Approved by ${first?.decidedBy}`));
    assert.match(late, /Your tap changed nothing/);
    assert.deepEqual(amounts(shop, charge), [500_000]);
  });

  it('reminds at half time, expires after a day and says so', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await asked(shop, charge);

    await ageApproval(shop, 12 * HOUR);
    const [reminder] = await shop.hear();
    await ageApproval(shop, 6 * HOUR);
    const [escalated] = await shop.hear();
    await ageApproval(shop, 6 * HOUR);
    const [told] = await shop.hear(COLLEAGUE);
    const [late] = await shop.tap('Approve', OPERATOR);

    assert.match(reminder?.text ?? '', /Approval needed[^]*Still waiting for an answer/);
    assert.match(escalated?.text ?? '', /Approval needed/);
    assert.match(told?.text ?? '', /expired: refund[^]*Nobody decided in time/);
    assert.match(late?.text ?? '', /Approval request expired/);
    assert.deepEqual(amounts(shop, charge), []);
  });

  it('cannot be approved by somebody who lost the role between card and tap', async (t) => {
    const shop = await openShop(t);
    await addApprover(shop);
    const charge = paid(shop);
    await asked(shop, charge);
    await role(shop, 'Ann', 'operator');

    await clickSlack(shop, 'Approve');
    const answer = words(await slackCard(shop));

    assert.match(answer, /You may not approve requests/);
    assert.deepEqual(amounts(shop, charge), []);
  });

  it('is void when the requester lost the right', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await asked(shop, charge);
    await role(shop, 'Lek', 'viewer');

    const [tapped] = await shop.tap('Approve', OPERATOR);

    assert.match(tapped?.text ?? '', /may not do this any more/);
    assert.deepEqual(amounts(shop, charge), []);
  });

  it('cannot be approved above the approver’s own limit of now', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await asked(shop, charge);
    await limit(shop, { role: 'owner', perRequest: 200_000 }, 'owners');

    const [tapped] = await shop.tap('Approve', OPERATOR);

    assert.match(tapped?.text ?? '', /above what you may approve[^]*฿2,000\.00 per request/);
    assert.deepEqual(amounts(shop, charge), []);
  });

  it('is the same to another shop as one that never was', async (t) => {
    const shop = await openShop(t);
    await asked(shop, paid(shop));

    const [other] = await shop.say('approve 1', RIVAL);
    const [none] = await shop.say('approve 2', RIVAL);
    const [rejected] = await shop.say('reject 1 no', RIVAL);

    assert.equal(other?.text.replace('1', '2'), none?.text);
    assert.match(rejected?.text ?? '', /There is no request no\. 1 here/);
  });

  it('is listed for operators with its number, and not for viewers', async (t) => {
    const shop = await openShop(t);
    await asked(shop, paid(shop));

    const [list] = await shop.say('approvals', COLLEAGUE);
    const [refused] = await shop.say('approvals', VIEWER);

    assert.match(list?.text ?? '', /1 request waits for approval/);
    assert.match(list?.text ?? '', /refund ฿5,000\.00/);
    assert.deepEqual(list?.buttons, []);
    assert.match(refused?.text ?? '', /You may not see approval requests/);
  });

  it('stands in the audit with who asked, who decided and the amount', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await asked(shop, charge);
    await shop.tap('Approve', OPERATOR);

    const rows = await shop.tenban.house.ledger.audit.list('baan-suan', 9, { action: 'approval.' });

    assert.deepEqual(
      rows.map(({ action, actor, subject }) => [action, actor, subject]),
      [
        ['approval.approved', 'Nok', charge],
        ['approval.asked', 'Lek', charge],
      ],
    );
    for (const { detail } of rows) assert.match(JSON.stringify(detail), /"amount":500000/);
  });
});

async function role(shop: TestShop, id: string, to: 'operator' | 'viewer'): Promise<void> {
  await shop.tenban.house.settings.update(
    'people',
    id,
    (current) => current && { ...current, roles: { 'baan-suan': to } },
  );
}

/** Taps Approve on request 1 as a card would, also where no card shows the button. */
async function tapApprove(shop: TestShop, user: string): Promise<string> {
  const { ledger, tokens } = shop.tenban.house;
  const id = tokens.newId();
  const row = {
    id,
    kind: 'open',
    command: 'approve',
    input: { number: '1', sure: 'yes' },
    seen: null,
    shop: 'baan-suan',
    conversation: `line:${user}`,
    outbox: null,
    of: null,
    said: null,
    createdAt: 0,
    expiresAt: Number.MAX_SAFE_INTEGER,
    usedBy: null,
    usedAt: null,
  } as const;
  await ledger.write((tx) => tx.actions.add([row]));
  await shop.line.tap(user, tokens.sign(id));
  const [answer] = await shop.hear(user);
  return answer?.text ?? '';
}
