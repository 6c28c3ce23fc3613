import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openSimulator, refusalOf } from './open-simulator.ts';

const HOUR = 3_600_000;

describe('a simulated refund', () => {
  it('is listed for its account, with those of every charge', async () => {
    const { get, post, seed } = openSimulator();
    const ids = [seed(), seed()];
    for (const id of ids) await post(`/charges/${id}/refunds`, { amount: 100 });

    const { body } = await get('/refunds?from=2026-11-25&order=reverse_chronological&limit=1');
    const other = await get('/refunds', 'skey_test_other');

    assert.equal(body['total'], 2);
    assert.equal(Object(body['data']).length, 1);
    assert.equal(body['order'], 'reverse_chronological');
    assert.equal(other.body['total'], 0);
  });

  it('keeps its metadata and gives it back', async () => {
    const { get, post, seed } = openSimulator();
    const id = seed();
    const metadata = { tenban: 'key-1', nested: { reason: 'ชำรุด' } };

    const made = await post(`/charges/${id}/refunds`, { amount: 100, metadata });
    const read = await get(`/charges/${id}/refunds/${String(made.body['id'])}`);

    assert.deepEqual(made.body['metadata'], metadata);
    assert.deepEqual(read.body, made.body);
  });

  it('lowers what is left and leaves fees and status as they were', async () => {
    const { get, post, seed } = openSimulator();
    const id = seed();

    await post(`/charges/${id}/refunds`, { amount: 40_000 });
    const { body } = await get(`/charges/${id}`);

    assert.equal(body['status'], 'successful');
    assert.equal(body['refunded_amount'], 40_000);
    assert.equal(body['net'], 96_094);
    assert.equal(body['refundable'], true);
  });

  it('is a void when it is all of an unsettled card payment', async () => {
    const { get, post, seed } = openSimulator();
    const id = seed();

    const refund = await post(`/charges/${id}/refunds`, { amount: 100_000 });
    const { body } = await get(`/charges/${id}`);

    assert.equal(refund.body['voided'], true);
    assert.equal(body['voided'], true);
    assert.equal(body['refunded_amount'], 100_000);
    assert.equal(body['refundable'], false);
  });

  it('is none once the payment settled', async () => {
    const { clock, get, post, seed } = openSimulator();
    const id = seed();
    const before = await get(`/charges/${id}`);

    await clock.advance(12 * HOUR);
    const after = await get(`/charges/${id}`);
    const refund = await post(`/charges/${id}/refunds`, { amount: 100_000 });

    assert.equal(before.body['can_perform_void'], true);
    assert.equal(after.body['can_perform_void'], false);
    assert.equal(refund.body['voided'], false);
  });

  it('is none for the rest after a partial refund', async () => {
    const { post, seed } = openSimulator();
    const id = seed();

    const part = await post(`/charges/${id}/refunds`, { amount: 1 });
    const rest = await post(`/charges/${id}/refunds`, { amount: 99_999 });

    assert.deepEqual([part.body['voided'], rest.body['voided']], [false, false]);
  });

  it('counts from the captured part', async () => {
    const { post, seed } = openSimulator();
    const id = seed({ capture: false, authorization_type: 'pre_auth', captured_amount: 30_000 });

    const tooMuch = await post(`/charges/${id}/refunds`, { amount: 30_001 });
    const all = await post(`/charges/${id}/refunds`, { amount: 30_000 });

    assert.match(refusalOf(tooMuch), /^400 failed_refund/);
    assert.equal(all.status, 200);
  });

  it('happens 15 times and not a 16th', async () => {
    const { post, seed, simulator } = openSimulator();
    const id = seed();

    const answers = [];
    for (let count = 0; count < 16; count += 1) {
      answers.push(await post(`/charges/${id}/refunds`, { amount: 100 }));
    }

    const [sixteenth, ...before] = answers.toReversed();
    assert.ok(before.every(({ status }) => status === 200));
    assert.ok(sixteenth);
    assert.equal(
      refusalOf(sixteenth),
      '400 failed_refund: charge has reached its number of refunds',
    );
    assert.equal(simulator.refundsOf(id).length, 15);
  });

  for (const [type, partly, whole] of [
    ['truemoney', 400, 200],
    ['installment_kbank', 400, 200],
    ['shopeepay', 200, 200],
    ['promptpay', 400, 400],
    ['wechat_pay', 400, 400],
  ] as const) {
    it(`of ${type} answers ${partly} in part and ${whole} in full`, async () => {
      const { post, simulator, seed } = openSimulator();
      const [one, two] = [seed({ source: { type } }), seed({ source: { type } })];

      const part = await post(`/charges/${one}/refunds`, { amount: 100 });
      const all = await post(`/charges/${two}/refunds`, { amount: 100_000 });

      assert.deepEqual([part.status, all.status], [partly, whole]);
      assert.ok(simulator.refundsOf(two).every(({ voided }) => !voided));
    });
  }

  it('in the dashboard counts like any other', async () => {
    const { get, seed, simulator } = openSimulator();
    const id = seed();

    const refund = simulator.refundInDashboard(id, 60_000);
    const { body } = await get(`/charges/${id}/refunds`);

    assert.deepEqual(refund.metadata, {});
    assert.equal(body['total'], 1);
    assert.throws(() => simulator.refundInDashboard(id, 40_001), /exceeds the refundable amount/);
  });
});

describe('a refused simulated refund', () => {
  const cases: readonly (readonly [
    when: string,
    seed: Parameters<ReturnType<typeof openSimulator>['seed']>[0],
    body: Record<string, unknown>,
    refusal: string,
  ])[] = [
    ['no amount', {}, {}, '400 failed_refund: amount is not a number'],
    ['a word for an amount', {}, { amount: 'all' }, '400 failed_refund: amount is not a number'],
    ['a fraction', {}, { amount: 10.5 }, '400 failed_refund: amount is not a number'],
    ['nothing', {}, { amount: 0 }, '400 failed_refund: amount must be greater than 0'],
    ['less than nothing', {}, { amount: -1 }, '400 failed_refund: amount must be greater than 0'],
    [
      'too much',
      {},
      { amount: 100_001 },
      '400 failed_refund: amount exceeds the refundable amount',
    ],
    [
      'a disputed charge',
      { disputed: true },
      { amount: 1 },
      '400 failed_refund: charge is disputed',
    ],
    [
      'an authorisation',
      { capture: false },
      { amount: 1 },
      "400 failed_refund: charge can't be refunded",
    ],
    [
      'a declined charge',
      { status: 'failed' },
      { amount: 1 },
      "400 failed_refund: charge can't be refunded",
    ],
    [
      'a part of a wallet payment that is refunded in full only',
      { source: { type: 'truemoney' } },
      { amount: 1 },
      '400 failed_refund: charge cannot be refunded partially',
    ],
    [
      'a Visa payment after more than 365 days',
      { created_at: '2025-11-25T02:59:59Z' },
      { amount: 1 },
      '400 failed_refund: charge is too old to be refunded',
    ],
    [
      'a JCB payment after more than 160 days',
      { created_at: '2026-06-18T02:59:59Z', card: { brand: 'JCB' } },
      { amount: 1 },
      '400 failed_refund: charge is too old to be refunded',
    ],
    ['a part as a void', {}, { amount: 1, void: true }, "400 failed_void: charge can't be voided"],
    [
      'metadata that is a list',
      {},
      { amount: 1, metadata: [] },
      '400 bad_request: metadata must be an object',
    ],
  ];
  for (const [when, charge, body, refusal] of cases) {
    it(`says "${refusal}" to ${when}`, async () => {
      const { post, seed, simulator } = openSimulator();
      const id = seed(charge);

      const answered = await post(`/charges/${id}/refunds`, body);

      assert.equal(refusalOf(answered), refusal);
      assert.equal(simulator.refundsOf(id).length, 0);
    });
  }

  it('still happens on the last of 365 days', async () => {
    const { post, seed } = openSimulator();
    const id = seed({ created_at: '2025-11-25T03:00:00Z' });

    const answered = await post(`/charges/${id}/refunds`, { amount: 1 });

    assert.equal(answered.status, 200);
  });

  it('says so again when all went back already', async () => {
    const { post, seed } = openSimulator();
    const id = seed();

    await post(`/charges/${id}/refunds`, { amount: 100_000 });
    const second = await post(`/charges/${id}/refunds`, { amount: 100_000 });

    assert.equal(refusalOf(second), "400 failed_refund: charge can't be refunded");
  });
});
