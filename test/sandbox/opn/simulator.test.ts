import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answer, skip } from '../../clients/opn/recordings.ts';
import { openSimulator, OTHER, refusalOf, SHOP } from './open-simulator.ts';

const CHARGE = 'charges/chrg_test_63444wyfsg4mtvvck1z';

describe('the simulated API', () => {
  it('refuses a key that opens nothing', async () => {
    const { get } = openSimulator();

    const answered = await get('/account', 'skey_test_wrong');

    assert.equal(refusalOf(answered), '401 authentication_failure: authentication failed');
    assert.deepEqual(Object.keys(answered.body), ['object', 'location', 'code', 'message']);
    assert.equal(
      answered.body['location'],
      'https://www.omise.co/api-errors#authentication-failure',
    );
  });

  it('names its version on successes only, and every request', async () => {
    const { get } = openSimulator();

    const good = await get('/account');
    const bad = await get('/charges/chrg_test_1');

    assert.equal(good.status, 200);
    assert.equal(good.headers.get('omise-version'), '2019-05-29');
    assert.equal(bad.headers.get('omise-version'), null);
    assert.match(good.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
    assert.match(bad.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
  });

  it("hides another account's charge and its refunds", async () => {
    const { get, post, simulator } = openSimulator();
    const { id } = simulator.seed(OTHER, { amount: 5000, currency: 'THB' });

    const answers = [
      await get(`/charges/${id}`),
      await get(`/charges/${id}/refunds`),
      await post(`/charges/${id}/refunds`, { amount: 100 }),
      await post(`/charges/${id}/capture`),
      await post(`/charges/${id}/reverse`),
    ];

    const expected = `404 not_found: charge ${id} was not found`;
    assert.deepEqual(
      answers.map(refusalOf),
      Array.from({ length: 5 }, () => expected),
    );
    assert.equal(simulator.refundsOf(id).length, 0);
  });

  it('does not know other addresses', async () => {
    const { get } = openSimulator();

    const answered = await get('/nothing');

    assert.equal(refusalOf(answered), '404 not_found: the requested path was not found');
  });

  it('lists charges oldest first, 20 at a time and never more than 100', async () => {
    const { get, seed, simulator } = openSimulator();
    for (let count = 0; count < 130; count += 1) seed();

    const usual = await get('/charges');
    const most = await get('/charges?limit=1000&offset=100');

    const oldestFirst = simulator
      .charges(SHOP)
      .map(({ id }) => id)
      .toReversed();
    assert.deepEqual(idsIn(usual.body), oldestFirst.slice(0, 20));
    assert.deepEqual(idsIn(most.body), oldestFirst.slice(100));
    assert.equal(most.body['limit'], 100);
    assert.equal(most.body['total'], 130);
  });

  it('lists charges newest first and between two times when asked', async () => {
    const { get, seed } = openSimulator();
    seed({ created_at: '2026-11-01T00:00:00Z' });
    const first = seed({ created_at: '2026-11-02T00:00:00Z' });
    const second = seed({ created_at: '2026-11-03T00:00:00Z' });
    seed({ created_at: '2026-11-04T00:00:00Z' });

    const listed = await get('/charges?order=reverse_chronological&from=2026-11-02&to=2026-11-03');

    assert.deepEqual(idsIn(listed.body), [second, first]);
    assert.equal(listed.body['from'], '2026-11-02T00:00:00Z');
  });

  it('refuses a list that makes no sense', async () => {
    const { get } = openSimulator();

    const answered = await get('/charges?order=backwards');

    assert.equal(
      refusalOf(answered),
      '400 bad_request: limit, offset, order, from or to is invalid',
    );
  });

  it('tells listeners of every change until they leave', async () => {
    const { post, seed, simulator } = openSimulator();
    let changes = 0;
    const leave = simulator.onChange(() => (changes += 1));

    const id = seed();
    await post(`/charges/${id}/refunds`, { amount: 100 });
    simulator.refundInDashboard(id, 100);
    simulator.dispute(id);
    leave();
    seed();

    assert.equal(changes, 4);
  });

  it('keeps what was asked, without who asked', async () => {
    const { get, simulator } = openSimulator();

    await get('/account');

    const at = Temporal.Instant.from('2026-11-25T03:00:00Z').epochMilliseconds;
    assert.deepEqual(simulator.requests, [{ method: 'GET', path: '/account', at }]);
  });
});

describe('simulated and recorded answers', { skip }, () => {
  it('have the same fields in a captured charge', async () => {
    const { get, seed } = openSimulator();
    const id = seed({ capture: false, authorization_type: 'pre_auth', captured_amount: 50_000 });

    const { body } = await get(`/charges/${id}`);

    assert.deepEqual(fieldsOf(body), fieldsOf(answer(`${CHARGE}/capture-post.json`)));
  });

  it('have the same fields in a held and in a released charge', async () => {
    const { get, post, seed } = openSimulator();
    const id = seed({ capture: false });

    const held = await get(`/charges/${id}`);
    const released = await post(`/charges/${id}/reverse`);

    assert.deepEqual(fieldsOf(held.body), fieldsOf(answer(`${CHARGE}-get.json`)));
    assert.deepEqual(fieldsOf(released.body), fieldsOf(answer(`${CHARGE}/reverse-post.json`)));
  });

  it('have the same fields in a refund and in a list', async () => {
    const { get, post, seed } = openSimulator();
    const id = seed();

    const refund = await post(`/charges/${id}/refunds`, { amount: 100 });
    const list = await get('/charges');

    assert.deepEqual(fieldsOf(refund.body), fieldsOf(answer(`${CHARGE}/refunds-post.json`)));
    assert.deepEqual(fieldsOf(list.body), fieldsOf(answer('charges-get.json')));
  });
});

function fieldsOf(body: Record<string, unknown>): string[] {
  return Object.keys(body).sort();
}

function idsIn(list: Record<string, unknown>): unknown[] {
  const { data } = list;
  assert.ok(Array.isArray(data));
  return data.map((row: { id: unknown }) => row.id);
}
