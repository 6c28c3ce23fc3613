import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KEY, openSimulator, refusalOf } from './open-simulator.ts';

type Shop = ReturnType<typeof openSimulator>;

async function tokenFor(shop: Shop, number: string, year = 2030): Promise<unknown> {
  const card = { number, name: 'SOMSRI', expiration_month: 11, expiration_year: year };
  const { body } = await shop.post('/tokens', { card });
  return body['id'];
}

describe('a simulated charge by card', () => {
  it('succeeds with a good card', async () => {
    const shop = openSimulator();
    const card = await tokenFor(shop, '4242424242424242');

    const { body } = await shop.post('/charges', { amount: 2000, currency: 'thb', card });

    assert.equal(body['status'], 'successful');
    assert.equal(body['currency'], 'THB');
    assert.match(String(body['id']), /^chrg_test_[0-9a-z]{19}$/);
  });

  it('only holds the money when asked', async () => {
    const shop = openSimulator();
    const card = await tokenFor(shop, '5555555555554444');

    const { body } = await shop.post('/charges', {
      amount: 2000,
      currency: 'THB',
      card,
      capture: false,
      authorization_type: 'pre_auth',
    });

    assert.equal(body['capturable'], true);
    assert.equal(body['authorization_type'], 'pre_auth');
  });

  for (const [number, code] of [
    ['4111111111140011', 'insufficient_fund'],
    ['5555551111100012', 'stolen_or_lost_card'],
    ['3530111111170013', 'failed_processing'],
    ['4111111111110014', 'payment_rejected'],
  ] as const) {
    it(`is made and failed with ${code} for ${number}`, async () => {
      const shop = openSimulator();
      const card = await tokenFor(shop, number);

      const { status, body } = await shop.post('/charges', { amount: 2000, currency: 'THB', card });

      assert.equal(status, 200);
      assert.equal(body['status'], 'failed');
      assert.equal(body['failure_code'], code);
    });
  }

  it('takes a token once', async () => {
    const shop = openSimulator();
    const card = await tokenFor(shop, '4242424242424242');

    await shop.post('/charges', { amount: 2000, currency: 'THB', card });
    const second = await shop.post('/charges', { amount: 2000, currency: 'THB', card });

    assert.equal(refusalOf(second), '400 used_token: token was already used');
  });

  for (const [what, body, refusal] of [
    ['no amount', { currency: 'THB' }, '400 invalid_amount: amount is required'],
    [
      'a word for an amount',
      { amount: 'x', currency: 'THB' },
      '400 bad_request: amount is not a number',
    ],
    ['no currency', { amount: 2000 }, '400 invalid_charge: currency is currently not supported'],
    [
      'too little',
      { amount: 1999, currency: 'THB' },
      '400 invalid_charge: amount must be greater than or equal to 2000 (thb subunits)',
    ],
    [
      'too much',
      { amount: 15_000_001, currency: 'THB' },
      '400 invalid_charge: amount must be less than or equal to 15000000 (thb subunits)',
    ],
    ['no card', { amount: 2000, currency: 'THB' }, '400 missing_card: card is missing'],
    [
      'a strange token',
      { amount: 2000, currency: 'THB', card: 'tokn_test_1' },
      '404 not_found: token tokn_test_1 was not found',
    ],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      const { post } = openSimulator();

      const answered = await post('/charges', body);

      assert.equal(refusalOf(answered), refusal);
    });
  }

  for (const [what, number, year, words] of [
    ['a number of no brand', '9999', 2030, 'number is invalid and brand not supported (unknown)'],
    ['an old card', '4242424242424242', 2025, 'expiration date cannot be in the past'],
  ] as const) {
    it(`gets no token for ${what}`, async () => {
      const { post } = openSimulator();
      const card = { number, expiration_month: 11, expiration_year: year };

      const answered = await post('/tokens', { card });

      assert.equal(refusalOf(answered), `400 invalid_card: ${words}`);
    });
  }

  it('may be sent as a form', async () => {
    const shop = openSimulator();
    const card = await tokenFor(shop, '4242424242424242');
    const body = `amount=2000&currency=thb&card=${String(card)}&metadata[branch]=Siam`;

    const response = await shop.simulator.fetch(
      new Request('http://opn.test/charges', {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body,
      }),
    );

    const charge: unknown = await response.json();
    assert.equal(response.status, 200);
    assert.deepEqual(Reflect.get(Object(charge), 'metadata'), { branch: 'Siam' });
  });

  it('is refused when its JSON is broken', async () => {
    const { simulator } = openSimulator();

    const response = await simulator.fetch(
      new Request('http://opn.test/charges', {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`,
          'content-type': 'application/json',
        },
        body: '{',
      }),
    );

    assert.equal(response.status, 400);
  });
});
