import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  COLLEAGUE,
  GROUP,
  openShop,
  OPERATOR,
  RIVAL,
  STRANGER,
  type TestShop,
  VIEWER,
} from '../support/shop.ts';

const ACCOUNT = 'acct-baan-suan';

function paid(shop: TestShop, amount = 150_000): string {
  return shop.opn.seed(ACCOUNT, { amount, currency: 'THB', description: 'Order 1001' }).id;
}

describe('a refund from LINE', () => {
  it('is previewed, confirmed and made once', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);

    const [preview] = await shop.say(`refund ${charge} 500 damaged box`);
    const [done] = await shop.tap('Refund ฿500.00');

    assert.match(preview?.text ?? '', /Check this refund: ฿500\.00/);
    assert.match(preview?.text ?? '', /damaged box/);
    assert.match(done?.text ?? '', /✅ Refunded ฿500\.00/);
    assert.equal(done?.entry.via, 'reply');
    const refunds = shop.opn.refundsOf(charge);
    assert.deepEqual(
      refunds.map(({ amount }) => amount),
      [50_000],
    );
    assert.equal(refunds[0]?.metadata['reason'], 'damaged box');
  });

  it('asks for what was left out, and takes typed and tapped answers', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);

    const [which] = await shop.say('refund');
    const [howMuch] = await shop.tap(/1,500/);
    const [why] = await shop.say('250.50');
    const [preview] = await shop.tap('Damaged');

    assert.match(which?.text ?? '', /Which charge/);
    assert.match(howMuch?.text ?? '', /How much/);
    assert.match(why?.text ?? '', /Why/);
    assert.match(preview?.text ?? '', /฿250\.50/);
    assert.match(preview?.text ?? '', new RegExp(charge));
  });

  it('refunds all that is left as a void when the bank still allows it, and says what it became', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);

    const [preview] = await shop.say(`refund ${charge} damaged`);
    const [done] = await shop.tap(/^Refund ฿1,500/);

    assert.match(preview?.text ?? '', /Void/);
    assert.match(done?.text ?? '', /Void/);
    assert.equal(shop.opn.refundsOf(charge)[0]?.voided, true);
  });

  it('happens once when one event arrives three times', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`);
    shop.line.webhookFaults.set({ duplicates: 2 });

    const answers = await shop.tap('Refund ฿500.00');

    assert.equal(answers.length, 1);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('happens once when two people tap twice each, and the others are told who was first', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`, OPERATOR, GROUP);

    const taps = await Promise.all([
      shop.tap('Refund ฿500.00', OPERATOR, GROUP),
      shop.tap('Refund ฿500.00', COLLEAGUE, GROUP),
      shop.tap('Refund ฿500.00', OPERATOR, GROUP),
      shop.tap('Refund ฿500.00', COLLEAGUE, GROUP),
    ]);

    const texts = taps.flat().map(({ text }) => text);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
    assert.equal(texts.filter((text) => text.includes('✅ Refunded')).length, 1);
    assert.equal(texts.filter((text) => text.includes('was first')).length, 3);
  });

  it('is not made when the charge changed between preview and tap: a new preview is shown', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`);
    shop.opn.refundInDashboard(charge, 100_000);

    const [fresh] = await shop.tap('Refund ฿500.00');

    assert.match(fresh?.text ?? '', /It has changed since you looked/);
    assert.match(fresh?.text ?? '', /Refundable now\n฿500\.00/);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('tells that too much is wanted when the dashboard took the rest meanwhile', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`);
    shop.opn.refundInDashboard(charge, 120_000);

    const [refused] = await shop.tap('Refund ฿500.00');

    assert.match(refused?.text ?? '', /It has changed since you looked/);
    assert.match(refused?.text ?? '', /Only ฿300\.00/);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('asks once more when the same amount went back within a day', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`);
    await shop.tap('Refund ฿500.00');

    const [again] = await shop.say(`refund ${charge} 500 damaged`);
    await shop.tap('Refund once more');
    const [done] = await shop.tap('Refund ฿500.00');

    assert.match(again?.text ?? '', /already refunded/);
    assert.match(done?.text ?? '', /✅ Refunded/);
    assert.equal(shop.opn.refundsOf(charge).length, 2);
  });

  it('asks again about every further refund, whatever was wanted once more before', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`);
    await shop.tap('Refund ฿500.00');
    await shop.say(`refund ${charge} 500 damaged`);
    await shop.tap('Refund once more');
    await shop.tap('Refund ฿500.00');

    const [third] = await shop.tap('Refund once more');

    assert.match(third?.text ?? '', /already refunded/);
    assert.equal(shop.opn.refundsOf(charge).length, 2);
  });

  it('means the same amount to whoever taps, whatever language it was typed in', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    const { settings } = shop.tenban.house;
    const people = await settings.list('people');
    const typist = people.find(({ identities }) => identities.some(({ id }) => id === OPERATOR));
    await settings.update('people', typist?.id ?? '', (one) => one && { ...one, locale: 'vi' });
    await shop.say(`refund ${charge} 500,00 damaged`, OPERATOR, GROUP);

    const [done] = await shop.tap(/500/, COLLEAGUE, GROUP);

    assert.match(done?.text ?? '', /Refunded ฿500\.00/);
    assert.equal(shop.opn.refundsOf(charge)[0]?.amount, 50_000);
  });

  it('can be left, and then its confirm button is dead', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`);

    const [left] = await shop.tap("Don't refund");
    const [late] = await shop.tap('Refund ฿500.00');

    assert.match(left?.text ?? '', /Nothing was refunded/);
    assert.match(late?.text ?? '', /already decided not/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });
});

describe('what is refused, with nothing changed', () => {
  it('a part of a charge that takes full refunds only, before a reason is asked for', async (t) => {
    const shop = await openShop(t);
    const { id } = shop.opn.seed(ACCOUNT, {
      amount: 99_000,
      currency: 'THB',
      source: { type: 'truemoney' },
    });

    const [refused] = await shop.say(`refund ${id} 100`);

    assert.match(refused?.text ?? '', /full refunds only/);
    assert.match(refused?.buttons[0]?.label ?? '', /^All ฿990/);
  });

  it('a misspelt charge that stands alone', async (t) => {
    const shop = await openShop(t);

    const [refused] = await shop.say('refund chrg_!!');

    assert.match(refused?.text ?? '', /not a charge id/);
  });

  const wrong: [string, (charge: string) => string, RegExp][] = [
    ['an amount of 0', (charge) => `refund ${charge} 0 x`, /more than zero/],
    ['a negative amount', (charge) => `refund ${charge} -5 x`, /more than zero/],
    ['an amount finer than the currency', (charge) => `refund ${charge} 1.2345 x`, /decimal/],
    ['more than is left', (charge) => `refund ${charge} 1500.01 x`, /Only ฿1,500\.00/],
    ['another currency', (charge) => `refund ${charge} ¥500 x`, /not in THB/],
    ['a charge that is none', () => 'refund chrg_!! 500 x', /not a charge id/],
    ['a charge nobody knows', () => 'refund chrg_test_zzzz 500 x', /not in Baan Suan/],
  ];
  for (const [what, command, expected] of wrong) {
    it(what, async (t) => {
      const shop = await openShop(t);
      const charge = paid(shop);

      const [refused] = await shop.say(command(charge));

      assert.match(refused?.text ?? '', expected);
      assert.equal(shop.opn.refundsOf(charge).length, 0);
      assert.ok(!shop.opn.requests.some(({ method }) => method === 'POST'));
    });
  }

  it('an ambiguous 1.500 is asked about, never guessed', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);

    const [question] = await shop.say(`refund ${charge} 1.500 damaged`);
    const [preview] = await shop.tap(/1,500\.00/);

    assert.match(question?.text ?? '', /Which amount/);
    assert.deepEqual(
      question?.buttons.map(({ label }) => label),
      ['฿1.50', '฿1,500.00'],
    );
    assert.match(preview?.text ?? '', /Check this refund: ฿1,500\.00/);
  });

  for (const typo of ['500bath damaged', '5oo damaged', '(500) damaged', '1e5 x']) {
    it(`an amount with a slip, such as ${typo}, is never taken for all of it`, async (t) => {
      const shop = await openShop(t);
      const charge = paid(shop);

      const [refused] = await shop.say(`refund ${charge} ${typo}`);

      assert.doesNotMatch(refused?.text ?? '', /Check this refund/);
      assert.match(refused?.text ?? '', /amount/);
    });
  }

  it('a reason that holds a number, without an amount: it is asked for', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);

    const [question] = await shop.say(`refund ${charge} damaged 500`);

    assert.match(question?.text ?? '', /How much/);
  });

  it('a 16th refund', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    for (let count = 0; count < 15; count += 1) shop.opn.refundInDashboard(charge, 2_000 + count);

    const [refused] = await shop.say(`refund ${charge} 500 damaged`);

    assert.match(refused?.text ?? '', /already has 15 refunds/);
    assert.equal(shop.opn.refundsOf(charge).length, 15);
  });

  it('the charge of another shop', async (t) => {
    const shop = await openShop(t);
    const charge = shop.opn.seed('acct-rival', { amount: 150_000, currency: 'THB' }).id;

    const [refused] = await shop.say(`refund ${charge} 500 damaged`);

    assert.match(refused?.text ?? '', /not in Baan Suan/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });

  it('a viewer, who is told what is needed and who can give it', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);

    const [refused] = await shop.say(`refund ${charge} 500 damaged`, VIEWER);

    assert.match(refused?.text ?? '', /You may not refund in Baan Suan/);
    assert.match(refused?.text ?? '', /needed: operator/);
    assert.match(refused?.text ?? '', /Nok can give you the right/);
  });

  it('a viewer who taps the button of an operator', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`, OPERATOR, GROUP);

    const [refused] = await shop.tap('Refund ฿500.00', VIEWER, GROUP);

    assert.match(refused?.text ?? '', /You may not refund/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });

  it('a stranger, who is told their account', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);

    const [refused] = await shop.say(`refund ${charge} 500 damaged`, STRANGER);

    assert.match(refused?.text ?? '', /does not know this account/);
    assert.match(refused?.text ?? '', new RegExp(STRANGER));
  });

  it('a button carried into another conversation, by somebody of another shop', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    const [preview] = await shop.say(`refund ${charge} 500 damaged`);
    const stolen = preview?.buttons[0]?.data ?? '';

    await shop.line.tap(RIVAL, stolen);
    const [refused] = await shop.hear(RIVAL);

    assert.match(refused?.text ?? '', /no longer valid/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });

  it('an edited postback', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    const [preview] = await shop.say(`refund ${charge} 500 damaged`);
    const data = preview?.buttons[0]?.data ?? '';

    await shop.line.tap(OPERATOR, `${data.startsWith('A') ? 'B' : 'A'}${data.slice(1)}`);
    const [refused] = await shop.hear();

    assert.match(refused?.text ?? '', /no longer valid/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });

  it('a button after a quarter of an hour, which offers to start again', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`);
    await shop.pass(15 * 60_000);

    const [refused] = await shop.tap('Refund ฿500.00');
    const [preview] = await shop.tap('Start again');

    assert.match(refused?.text ?? '', /no longer valid/);
    assert.match(preview?.text ?? '', /Check this refund/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });

  it('a misspelt refund, which is only suggested', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);

    const [suggestion] = await shop.say(`refun ${charge} 500 damaged`);

    assert.match(suggestion?.text ?? '', /Did you mean/);
    assert.deepEqual(suggestion?.buttons.map(({ label }) => label).slice(-1), ['Refund']);
    assert.equal(shop.opn.requests.length, 0);
  });

  it('everything but help, when nobody is known yet', async (t) => {
    const shop = await openShop(t, { people: false });

    const [help] = await shop.say('help');
    const [refused] = await shop.say('refund');

    assert.match(help?.text ?? '', /Nobody is known here yet/);
    assert.match(refused?.text ?? '', /does not know this account/);
    assert.equal(shop.opn.requests.length, 0);
  });
});
