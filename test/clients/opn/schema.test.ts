import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  Account,
  Charge,
  ChargeId,
  ChargePage,
  Refund,
  RefundPage,
} from '../../../src/clients/opn/schema.ts';
import { answer, recorded, skip } from './recordings.ts';

const CHARGE = 'charges/chrg_test_63444wyfsg4mtvvck1z';

describe('the recorded answers of Opn', { skip }, () => {
  for (const [object, schema] of [
    ['charge', Charge],
    ['refund', Refund],
    ['account', Account],
  ] as const) {
    it(`read as ${object}, every one`, () => {
      const bodies = recorded(object);

      const failed = bodies.filter(({ body }) => !schema.safeParse(body).success);

      assert.ok(bodies.length > 0);
      assert.deepEqual(
        failed.map(({ file }) => file),
        [],
      );
    });
  }

  it('read as a page of charges, in the order they came', () => {
    const body = answer('charges-get.json');

    const charges = ChargePage.parse(body);

    assert.equal(charges.length, 20);
    assert.equal(charges[0]?.id, 'chrg_test_62f161x7rdkm4u7pibg');
  });

  it('read as a page of refunds inside each charge', () => {
    const pages = recorded('charge').map(({ body }) => RefundPage.parse(body['refunds']));

    const counts = new Set(pages.map((page) => page.count));

    assert.deepEqual([...counts], [0]);
  });

  it('show nothing captured on a charge that is only authorised', () => {
    const charge = Charge.parse(answer(`${CHARGE}-get.json`));

    assert.equal(charge.status, 'pending');
    assert.equal(charge.capturable, true);
    assert.deepEqual(charge.authorizedAmount, { amount: 100_000, currency: 'THB' });
    assert.deepEqual(charge.captured, { amount: 0, currency: 'THB' });
    assert.equal(charge.preAuth, false);
    assert.deepEqual(charge.method, {
      kind: 'card',
      brand: 'Visa',
      lastDigits: '4242',
      financing: null,
    });
  });

  it('show the captured part of a partial capture, not the amount', () => {
    const charge = Charge.parse(answer(`${CHARGE}/capture-post.json`));

    assert.deepEqual(charge.amount, { amount: 100_000, currency: 'THB' });
    assert.deepEqual(charge.captured, { amount: 50_000, currency: 'THB' });
    assert.deepEqual(charge.remaining, { amount: 50_000, currency: 'THB' });
    assert.equal(charge.preAuth, true);
  });

  it('show nothing captured on an expired charge although it carries a captured amount', () => {
    const bodies = recorded('charge').filter(
      ({ body }) => body['status'] === 'expired' && body['captured_amount'] !== undefined,
    );

    const captured = bodies.map(({ body }) => Charge.parse(body).captured.amount);

    assert.ok(captured.length > 0);
    assert.deepEqual(new Set(captured), new Set([0]));
  });

  it('show when an authorisation was released', () => {
    const charge = Charge.parse(answer(`${CHARGE}/reverse-post.json`));

    assert.equal(charge.status, 'reversed');
    assert.equal(charge.reversed, true);
    assert.equal(charge.reversedAt, '2025-03-20T09:23:20Z');
  });

  it('show the source as the method of card instalments', () => {
    const types = recorded('charge').map(({ body }) => Charge.parse(body).method);

    const sources = types.flatMap((method) => (method.kind === 'source' ? [method.type] : []));

    assert.deepEqual([...new Set(sources)].sort(), [
      'alipay_cn',
      'installment_bay',
      'installment_wlb_first_choice',
      'internet_banking_bay',
      'wechat_pay',
    ]);
  });

  it('show a charge with a dispute as disputed and not refundable', () => {
    const disputed = recorded('charge')
      .map(({ body }) => Charge.parse(body))
      .filter((charge) => charge.disputed);

    assert.ok(disputed.length > 0);
    assert.ok(disputed.every((charge) => !charge.refundable && charge.status === 'successful'));
  });

  it('show a refund', () => {
    const refund = Refund.parse(answer(`${CHARGE}/refunds-post.json`));

    assert.deepEqual(refund, {
      id: 'rfnd_test_63444yucggg93yxa027',
      charge: 'chrg_test_63444wyfsg4mtvvck1z',
      amount: { amount: 10_000, currency: 'THB' },
      voided: false,
      metadata: {},
      createdAt: '2025-03-20T09:24:24Z',
    });
  });

  it('show the account', () => {
    const account = Account.parse(answer('account-get.json'));

    assert.deepEqual(account, {
      id: 'account_test_62e6vi5uwgkfh4aal8o',
      livemode: false,
      country: 'TH',
      currency: 'THB',
    });
  });

  it('still read without the fields that older answers lack, and with a currency in lower case', () => {
    const {
      partially_refundable: _p,
      can_perform_void: _v,
      ...older
    } = answer(`${CHARGE}/capture-post.json`);

    const charge = Charge.parse({ ...older, currency: 'thb' });

    assert.equal(charge.partiallyRefundable, false);
    assert.equal(charge.canVoid, false);
    assert.equal(charge.amount.currency, 'THB');
  });
});

describe('a charge id', () => {
  it('is accepted for test and live charges', () => {
    const ids = ['chrg_test_5xuy4w91xqz7d1w9u0t', 'chrg_5xuy4w91xqz7d1w9u0t'];

    const read = ids.map((id) => ChargeId.parse(id));

    assert.deepEqual(read, ids);
  });

  for (const id of ['', 'chrg_', 'CHRG_TEST_1', 'chrg_test_1/refunds', 'chrg_1?x', 'rfnd_test_1']) {
    it(`is refused as "${id}"`, () => {
      const read = ChargeId.safeParse(id);

      assert.equal(read.success, false);
    });
  }
});
