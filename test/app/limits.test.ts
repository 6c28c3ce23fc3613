import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Limit } from '../../src/core/settings.ts';
import { ageApproval } from '../support/age-approval.ts';
import { COLLEAGUE, openShop, OPERATOR, SLACK_OPERATOR, type TestShop } from '../support/shop.ts';
import { last, settled } from '../support/slack-talk.ts';

const ACCOUNT = 'acct-baan-suan';
const HOUR = 3_600_000;

function paid(shop: TestShop, amount = 1_500_000): string {
  return shop.opn.seed(ACCOUNT, { amount, currency: 'THB' }).id;
}

async function limit(shop: TestShop, change: Partial<Limit>): Promise<void> {
  const { settings } = shop.tenban.house;
  await settings.update('limits', 'all', () => ({
    id: 'all',
    shop: 'baan-suan',
    currency: 'THB',
    version: 1,
    ...change,
  }));
}

/** Asks for it as Lek and presses what the preview offers first. */
async function refund(shop: TestShop, charge: string, amount: string): Promise<string> {
  const [preview] = await shop.say(`refund ${charge} ${amount} damaged`, COLLEAGUE);
  const [button] = preview?.buttons ?? [];
  assert.ok(button, preview?.text ?? 'no preview');
  const [answer] = await shop.tap(button.label, COLLEAGUE);
  return answer?.text ?? '';
}

function refunded(shop: TestShop, charges: string[]): number {
  const made = charges.flatMap((charge) => shop.opn.refundsOf(charge));
  return made.reduce((sum, { amount }) => sum + amount, 0);
}

describe('a day’s limit', () => {
  it('counts refunds made here and elsewhere', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { perDay: 100_000 });
    const [one, two, three] = [paid(shop), paid(shop), paid(shop)];
    shop.opn.refundInDashboard(one, 30_000);

    const first = await refund(shop, two, '500');
    const second = await refund(shop, three, '201');
    const [exact] = await shop.say(`refund ${three} 200 damaged`, COLLEAGUE);

    assert.match(first, /Refunded ฿500\.00/);
    assert.match(second, /Waiting for approval/);
    assert.match(exact?.text ?? '', /Over the limit of ฿1,000\.00 per day/);
  });

  it('begins anew at midnight in the shop’s zone', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { perDay: 100_000 });
    await refund(shop, paid(shop), '1000');
    // The clock stands at ten in the morning in Bangkok.
    const { ledger } = shop.tenban.house;
    const until = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;
    const day = { shop: 'baan-suan', currency: 'THB' };

    const today = await ledger.stakes.day({
      ...day,
      from: until('2026-11-24T17:00:00Z'),
      to: until('2026-11-25T17:00:00Z'),
    });
    const tomorrow = await ledger.stakes.day({
      ...day,
      from: until('2026-11-25T17:00:00Z'),
      to: until('2026-11-26T17:00:00Z'),
    });

    assert.deepEqual([today, tomorrow], [100_000, 0]);
  });

  it('lets two requests at once not both slip under it', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { perDay: 100_000 });
    await promote(shop);
    const charges = [paid(shop), paid(shop)];
    await shop.say(`refund ${charges[0]} 700 damaged`, COLLEAGUE);
    await shop.say(`refund ${charges[1]} 701 damaged`, OPERATOR);

    const answers = await Promise.all([
      shop.tap(/^Refund ฿700/, COLLEAGUE),
      shop.tap(/^Refund ฿701/, OPERATOR),
    ]);

    const texts = answers.flat().map(({ text }) => text);
    assert.equal(texts.filter((text) => text.includes('✅ Refunded')).length, 1);
    assert.equal(texts.filter((text) => text.includes('changed since you looked')).length, 1);
    assert.ok(refunded(shop, charges) <= 100_000);
  });

  it('is free again when a request came to nothing', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { perDay: 100_000 });
    const charges = [paid(shop), paid(shop), paid(shop)];
    await shop.say(`refund ${charges[0]} 1000 damaged`, COLLEAGUE);
    shop.opn.faults.set({ kind: '429', match: { method: 'POST' } });
    await shop.tap(/^Refund ฿1,000/, COLLEAGUE);
    await shop.pass(60_000);
    const [failed] = await shop.hear(COLLEAGUE);
    shop.opn.faults.set(null);
    await refund(shop, charges[1] ?? '', '1001');
    await shop.say('reject 1 no', OPERATOR);
    await shop.hear(COLLEAGUE);

    const done = await refund(shop, charges[2] ?? '', '1000');

    assert.match(failed?.text ?? '', /Nothing was changed/);
    assert.match(done, /Refunded ฿1,000\.00/);
  });

  it('counts what waits for approval', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { perDay: 100_000, perRequest: 60_000 });
    const waiting = await refund(shop, paid(shop), '700');

    const [preview] = await shop.say(`refund ${paid(shop)} 301 damaged`, COLLEAGUE);

    assert.match(waiting, /Waiting for approval/);
    assert.match(preview?.text ?? '', /per day/);
  });
});

describe('a limit', () => {
  it('that was lowered between preview and tap asks for approval instead', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`, COLLEAGUE);
    await limit(shop, { perRequest: 10_000 });

    const [fresh] = await shop.tap('Refund ฿500.00', COLLEAGUE);

    assert.match(fresh?.text ?? '', /changed since you looked[^]*Over the limit of ฿100\.00/);
    assert.ok(fresh?.buttons.some(({ label }) => label === 'Ask for approval'));
    assert.equal(refunded(shop, [charge]), 0);
  });

  it('per charge counts what went back before', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { perCharge: 100_000 });
    const charge = paid(shop);
    shop.opn.refundInDashboard(charge, 60_000);

    const [preview] = await shop.say(`refund ${charge} 401 damaged`, COLLEAGUE);

    assert.match(preview?.text ?? '', /Over the limit of ฿1,000\.00 per charge/);
  });

  it('in another currency allows nothing alone in the charge’s', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { currency: 'JPY', perRequest: 1_000_000 });

    const [preview] = await shop.say(`refund ${paid(shop)} 1 damaged`, COLLEAGUE);

    assert.match(preview?.text ?? '', /no limit in this currency/);
  });

  it('holds for captures and releases too', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { perRequest: 10_000 });
    const held = shop.opn.seed(ACCOUNT, { amount: 50_000, currency: 'THB', capture: false }).id;

    const [capture] = await shop.say(`capture ${held}`, COLLEAGUE);
    const [release] = await shop.say(`release ${held}`, COLLEAGUE);
    await shop.tap('Ask for approval', COLLEAGUE);
    await shop.hear(OPERATOR);
    await shop.tap('Approve', OPERATOR);
    const [done] = await shop.hear(COLLEAGUE);

    assert.match(capture?.text ?? '', /Over the limit of ฿100\.00 per request/);
    assert.match(release?.text ?? '', /Over the limit of ฿100\.00 per request/);
    assert.match(done?.text ?? '', /released[^]*Approved by\nNok/i);
  });
});

describe('changing a limit', () => {
  it('is done at once when it allows less, and shown with what was used today', async (t) => {
    const shop = await openShop(t);
    await refund(shop, paid(shop), '500');
    await shop.say('limit everybody refund THB 1000 - 5000');

    const [done] = await shop.tap('Change the limit');
    const [list] = await shop.say('limits');

    assert.match(done?.text ?? '', /The limit is changed/);
    assert.match(list?.text ?? '', /฿1,000\.00/);
    assert.match(list?.text ?? '', /฿500\.00/);
  });

  it('needs a second person when it allows more', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { perRequest: 10_000, commands: ['refund'] });
    await promote(shop);
    await shop.say('limit everybody refund THB 5000 same same');

    const [asked] = await shop.tap('Ask for approval');
    const [card] = await shop.hear(COLLEAGUE);
    const before = await perRequest(shop);
    const [approved] = await shop.tap('Approve', COLLEAGUE);

    assert.match(asked?.text ?? '', /Waiting for approval: change a limit/);
    assert.match(card?.text ?? '', /Per request: ฿100\.00 → ฿5,000\.00/);
    assert.equal(before, 10_000);
    assert.match(approved?.text ?? '', /Approved: change a limit/);
    assert.equal(await perRequest(shop), 500_000);
  });

  it('waits a day where nobody else may approve it', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { perRequest: 10_000, commands: ['refund'] });
    await shop.say('limit everybody refund THB 5000 same same');

    const [waits] = await shop.tap('Change in 24 hours');
    const at = await shop.tenban.house.ledger.approvals.byNumber('baan-suan', 1);
    await ageApproval(shop, 23 * HOUR);
    const before = await perRequest(shop);
    await ageApproval(shop, HOUR);
    const [done] = await shop.hear();

    assert.match(waits?.text ?? '', /It takes effect/);
    assert.equal((at?.expiresAt ?? 0) - (at?.createdAt ?? 0), 24 * HOUR);
    assert.equal(before, 10_000);
    assert.match(done?.text ?? '', /The limit is changed/);
    assert.equal(await perRequest(shop), 500_000);
  });

  it('can be taken back while it waits', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { perRequest: 10_000, commands: ['refund'] });
    await shop.say('limit everybody refund THB - same same');
    await shop.tap('Change in 24 hours');

    const [back] = await shop.tap('Take it back');
    await ageApproval(shop, 24 * HOUR);

    assert.match(back?.text ?? '', /Rejected: change a limit/);
    assert.equal(await perRequest(shop), 10_000);
  });

  it('is filled in as a form in Slack, where what stays empty stays as it is', async (t) => {
    const shop = await openShop(t);
    await limit(shop, { perRequest: 10_000, perDay: 90_000, commands: ['refund'] });
    const own = shop.slack.direct(SLACK_OPERATOR);
    await shop.slack.command(SLACK_OPERATOR, own, 'limit');
    await settled(shop, own);
    const form = shop.slack.openView(SLACK_OPERATOR);
    assert.ok(form);

    await shop.slack.submit(SLACK_OPERATOR, form.id, {
      role: 'everybody',
      command: 'refund',
      currency: 'thb',
      perRequest: '50',
    });
    const { ts } = last(await settled(shop, own));
    await shop.slack.click(SLACK_OPERATOR, own, ts, 'Change the limit');
    await settled(shop, own);

    const changed = await shop.tenban.house.settings.get('limits', 'all');
    assert.equal(changed?.perRequest, 5_000);
    assert.equal(changed?.perDay, 90_000);
  });

  it('is for owners', async (t) => {
    const shop = await openShop(t);

    const [refused] = await shop.say('limit everybody refund THB 5000', COLLEAGUE);

    assert.match(refused?.text ?? '', /You may not change a limit/);
  });

  it('says what it could not read', async (t) => {
    const shop = await openShop(t);

    const [wrong] = await shop.say('limit everybody refund THB lots - -');

    assert.match(wrong?.text ?? '', /“lots” is not an amount/);
  });
});

async function perRequest(shop: TestShop): Promise<number | undefined> {
  return (await shop.tenban.house.settings.get('limits', 'all'))?.perRequest;
}

async function promote(shop: TestShop): Promise<void> {
  await shop.tenban.house.settings.update(
    'people',
    'Lek',
    (lek) => lek && { ...lek, roles: { 'baan-suan': 'approver' } },
  );
}
