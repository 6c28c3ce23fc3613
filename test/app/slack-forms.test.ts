import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { OpenView } from '../../src/sandbox/slack/types.ts';
import { CHANNEL, openShop, type Options, SLACK_OPERATOR, type TestShop } from '../support/shop.ts';
import { formBody, last, leftBehind, paid, post, settled, words } from '../support/slack-talk.ts';

const HOUR = 60 * 60_000;

/** Somebody has a form before them: what they typed opened it. */
async function openForm(t: TestContext, typed: string, options: Options = {}) {
  const shop = await openShop(t, options);
  await shop.slack.command(SLACK_OPERATOR, CHANNEL, typed);
  await shop.tenban.house.queue.settled();
  const form = shop.slack.openView(SLACK_OPERATOR);
  assert.ok(form);
  const submit = (values: Record<string, string>) =>
    shop.slack.submit(SLACK_OPERATOR, form.id, values);
  return { shop, form, submit };
}

function open(shop: TestShop): OpenView | null {
  return shop.slack.openView(SLACK_OPERATOR);
}

function metadataOf({ view }: OpenView): string {
  return String(view['private_metadata']);
}

/** State as Slack tells it. */
function filled(values: Record<string, string>): object {
  const inputs = Object.entries(values).map(([name, value]) => [
    name,
    { value: { type: 'plain_text_input', value } },
  ]);
  return { values: Object.fromEntries(inputs) };
}

describe('a form with a mistake', () => {
  for (const socket of [false, true]) {
    it(`stays open and names each mistake, ${socket ? 'through a socket' : 'over HTTP'}`, async (t) => {
      const { shop, submit } = await openForm(t, 'refund', { socket });

      const { outcome } = await submit({ charge: '1001', amount: '12x', reason: '   ' });

      assert.equal(outcome, 200);
      assert.deepEqual(open(shop)?.errors, {
        charge:
          '“1001” is not a charge id. It starts with chrg_ and is on the charge’s page in Opn.',
        amount: '“12x” is not an amount. Write it like 500 or 1,234.50.',
        reason: 'This must be filled in',
      });
      assert.deepEqual(await settled(shop), []);
      assert.equal(shop.opn.requests.length, 0);
    });
  }

  it('is taken once the mistake is mended', async (t) => {
    const { shop, submit } = await openForm(t, 'refund');
    const charge = paid(shop);
    await submit({ charge, amount: 'half', reason: 'damaged' });

    await submit({ charge, amount: '500', reason: 'damaged' });

    assert.equal(open(shop), null);
    assert.match(words(last(await settled(shop))), /Check this refund: ฿500\.00/);
  });

  it('is told in the language of the form', async (t) => {
    const { shop, submit } = await openForm(t, 'refund', { locale: 'ja' });

    await submit({ charge: paid(shop), amount: 'たくさん', reason: '破損' });

    assert.match(open(shop)?.errors['amount'] ?? '', /^「たくさん」は金額として読み取れません/);
  });

  it('that only Opn can find is told in the channel', async (t) => {
    const { shop, submit } = await openForm(t, 'refund');

    await submit({ charge: paid(shop), amount: '2000', reason: 'damaged' });

    assert.equal(open(shop), null);
    assert.match(words(last(await settled(shop))), /฿1,500\.00/);
  });

  it('is not found in an amount that was left empty: that is all of it', async (t) => {
    const { shop, submit } = await openForm(t, 'refund');

    await submit({ charge: paid(shop), amount: '', reason: 'damaged' });

    assert.match(words(last(await settled(shop))), /Check this refund: ฿1,500\.00/);
  });
});

describe('a form that was opened with values', () => {
  it('takes a value that was cleared as left out', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.slack.command(SLACK_OPERATOR, CHANNEL, `refund ${charge} 500`);
    await shop.tenban.house.queue.settled();
    const form = shop.slack.openView(SLACK_OPERATOR);

    await shop.slack.submit(SLACK_OPERATOR, form?.id ?? '', { amount: '', reason: 'damaged' });

    assert.match(words(last(await settled(shop))), /Check this refund: ฿1,500\.00/);
  });

  it('does not come back for the optional value that was left out', async (t) => {
    const { shop, submit } = await openForm(t, 'capture');
    const { id } = shop.opn.seed('acct-baan-suan', {
      amount: 150_000,
      currency: 'THB',
      capture: false,
      authorization_type: 'pre_auth',
    });

    await submit({ charge: id, amount: '' });

    assert.equal(open(shop), null);
    assert.match(words(last(await settled(shop))), /Check this capture: ฿1,500\.00/);
  });
});

describe('a form that has died', () => {
  const STALE = 'This form is no longer valid and nothing was done. Close it and start again.';

  it('says so when it is an hour old', async (t) => {
    const { shop, submit } = await openForm(t, 'refund');
    await shop.pass(HOUR);

    await submit({ charge: paid(shop), amount: '500', reason: 'damaged' });

    assert.deepEqual(open(shop)?.errors, { charge: STALE });
    assert.deepEqual(await settled(shop), []);
  });

  it('says so when an earlier Tenban drew it another way', async (t) => {
    const { shop, form } = await openForm(t, 'refund');
    const charge = paid(shop);
    const [conversation, token] = metadataOf(form).split(' ');
    const old = [
      { private_metadata: '{"form":"refund"}', state: filled({ charge_id: charge }) },
      { private_metadata: '', state: filled({ charge, reason: 'damaged' }) },
      { callback_id: 'refund-v1', private_metadata: 'T1', state: filled({ charge }) },
      {
        private_metadata: `${conversation} ${token}`,
        state: filled({ charge, notify_buyer: 'yes', reason: 'damaged' }),
      },
    ];

    const answers = await Promise.all(old.map((view) => post(shop, formBody(view))));

    assert.deepEqual(
      answers.map(({ status, body }) => [status, JSON.parse(body)]),
      ['charge_id', 'charge', 'charge', 'charge'].map((field) => [
        200,
        { response_action: 'errors', errors: { [field]: STALE } },
      ]),
    );
    assert.deepEqual(await settled(shop), []);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });

  it('says so when this Tenban does not have its command', async (t) => {
    const shop = await openShop(t);
    const metadata = `T0SUAN/${CHANNEL} ${await leftBehind(shop)} th`;

    const { body } = await post(
      shop,
      formBody({ private_metadata: metadata, state: filled({ bill: '1' }) }),
    );

    assert.match(JSON.parse(body).errors.bill, /^แบบฟอร์มนี้ใช้ไม่ได้แล้ว/);
  });

  it('says so in the conversation when it has no input left to say it at', async (t) => {
    const shop = await openShop(t);

    const { status, body } = await post(
      shop,
      formBody({ private_metadata: `T0SUAN/${CHANNEL} x` }),
    );

    assert.deepEqual([status, body], [200, '']);
    assert.match(words(last(await settled(shop))), /no longer valid/);
  });

  it('of somebody else’s making is none of ours', async (t) => {
    const { shop, form } = await openForm(t, 'refund');
    const metadata = `${metadataOf(form).slice(0, -5)}AAAA en`;

    const { body } = await post(
      shop,
      formBody({ private_metadata: metadata, state: filled({ charge: paid(shop), reason: 'x' }) }),
    );

    assert.deepEqual(JSON.parse(body).errors, { charge: STALE });
  });
});
