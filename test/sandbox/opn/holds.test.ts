import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { JAPAN, openSimulator, refusalOf } from './open-simulator.ts';

const DAY = 86_400_000;

describe('a simulated capture', () => {
  it('takes all without an amount', async () => {
    const { post, seed } = openSimulator();
    const id = seed({ capture: false });

    const { body } = await post(`/charges/${id}/capture`);

    assert.equal(body['paid'], true);
    assert.equal(body['captured_amount'], 100_000);
    assert.equal(body['net'], 96_094);
  });

  it('takes a part of a pre-authorisation, once', async () => {
    const { post, seed } = openSimulator();
    const id = seed({ capture: false, authorization_type: 'pre_auth' });

    const first = await post(`/charges/${id}/capture`, { capture_amount: 50_000 });
    const second = await post(`/charges/${id}/capture`, { capture_amount: 50_000 });

    assert.equal(first.body['amount'], 100_000);
    assert.equal(first.body['captured_amount'], 50_000);
    assert.equal(first.body['net'], 48_047);
    assert.equal(refusalOf(second), '400 failed_capture: Charge is not authorized');
  });

  for (const [what, amount, preAuth, words] of [
    ['a part of a final authorisation', 1, false, 'charge cannot be captured partially'],
    ['more than was authorised', 100_001, true, 'capture_amount exceeds the authorized amount'],
    ['nothing', 0, true, 'capture_amount must be a positive integer'],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { post, seed } = openSimulator();
      const id = seed({ capture: false, ...(preAuth && { authorization_type: 'pre_auth' }) });

      const answered = await post(`/charges/${id}/capture`, { capture_amount: amount });

      assert.equal(refusalOf(answered), `400 failed_capture: ${words}`);
    });
  }

  it('refuses a part outside Thailand', async () => {
    const { post, simulator } = openSimulator();
    const { id } = simulator.seed(JAPAN, {
      amount: 5000,
      currency: 'JPY',
      capture: false,
      authorization_type: 'pre_auth',
    });

    const answered = await post(`/charges/${id}/capture`, { capture_amount: 1 }, 'skey_test_japan');

    assert.match(refusalOf(answered), /^400 failed_capture/);
  });
});

describe('a simulated authorisation', () => {
  it('is released once', async () => {
    const { post, seed } = openSimulator();
    const id = seed({ capture: false });

    const first = await post(`/charges/${id}/reverse`);
    const second = await post(`/charges/${id}/reverse`);

    assert.equal(first.body['status'], 'reversed');
    assert.equal(first.body['transaction'], null);
    assert.equal(
      refusalOf(second),
      '400 failed_reverse: only uncaptured authorized charges can be reversed',
    );
  });

  it('lapses after seven days', async () => {
    const { clock, get, post, seed } = openSimulator();
    const id = seed({ capture: false });

    await clock.advance(7 * DAY);
    const charge = await get(`/charges/${id}`);
    const capture = await post(`/charges/${id}/capture`);
    const reverse = await post(`/charges/${id}/reverse`);

    assert.equal(charge.body['expired'], true);
    assert.equal(charge.body['capturable'], false);
    assert.equal(refusalOf(capture), '400 expired_charge: charge has expired');
    assert.equal(refusalOf(reverse), '400 expired_charge: charge has expired');
  });

  it('lapses after 29 days in Japan', async () => {
    const { clock, get, simulator } = openSimulator();
    const { id } = simulator.seed(JAPAN, { amount: 5000, currency: 'JPY', capture: false });

    await clock.advance(28 * DAY);
    const before = await get(`/charges/${id}`, 'skey_test_japan');
    await clock.advance(DAY);
    const after = await get(`/charges/${id}`, 'skey_test_japan');

    assert.deepEqual([before.body['capturable'], after.body['capturable']], [true, false]);
  });
});
