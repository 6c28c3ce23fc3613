import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openShop, type TestShop } from '../support/shop.ts';

const ACCOUNT = 'acct-baan-suan';

function held(shop: TestShop, more: object = {}): string {
  return shop.opn.seed(ACCOUNT, { amount: 200_000, currency: 'THB', capture: false, ...more }).id;
}

function charge(shop: TestShop, id: string) {
  const found = shop.opn.charges(ACCOUNT).find((each) => each.id === id);
  assert.ok(found);
  return found;
}

describe('capture', () => {
  it('takes all of a hold without asking for an amount where a part is not possible', async (t) => {
    const shop = await openShop(t);
    const id = held(shop);

    const [preview] = await shop.say(`capture ${id}`);
    const [done] = await shop.tap('Capture');

    assert.match(preview?.text ?? '', /Check this capture: ฿2,000\.00/);
    assert.match(done?.text ?? '', /✅ Captured ฿2,000\.00/);
    assert.equal(charge(shop, id).paid, true);
  });

  it('takes a part of a pre-authorisation and says before that the rest is released', async (t) => {
    const shop = await openShop(t);
    const id = held(shop, { authorization_type: 'pre_auth' });

    const [question] = await shop.say(`capture ${id}`);
    const [preview] = await shop.say('1,200');
    const [done] = await shop.tap('Capture');

    assert.match(question?.text ?? '', /captured once; the rest of the hold is released/);
    assert.match(preview?.text ?? '', /Released at once\n฿800\.00/);
    assert.match(done?.text ?? '', /Captured ฿1,200\.00/);
    assert.equal(charge(shop, id).captured_amount, 120_000);
  });

  it('refuses a part where Opn would, and changes nothing', async (t) => {
    const shop = await openShop(t);
    const id = held(shop);

    const [refused] = await shop.say(`capture ${id} 500`);

    assert.match(refused?.text ?? '', /cannot be captured/);
    assert.equal(charge(shop, id).capturable, true);
  });

  it('refuses more than is held', async (t) => {
    const shop = await openShop(t);
    const id = held(shop, { authorization_type: 'pre_auth' });

    const [refused] = await shop.say(`capture ${id} 2000.01`);

    assert.match(refused?.text ?? '', /Only ฿2,000\.00 is held/);
  });

  it('shows a new state instead when somebody released the hold meanwhile', async (t) => {
    const shop = await openShop(t);
    const id = held(shop);
    await shop.say(`capture ${id}`);
    await shop.say(`release ${id}`);
    await shop.tap('Release the hold');

    const [refused] = await shop.tap('Capture');

    assert.match(refused?.text ?? '', /already released/);
    assert.equal(charge(shop, id).reversed, true);
  });

  it('is made once when its answer is lost', async (t) => {
    const shop = await openShop(t);
    const id = held(shop);
    await shop.say(`capture ${id}`);
    shop.opn.faults.set({ kind: 'drop-answer', times: 1, match: { method: 'POST' } });

    const answers = await shop.tap('Capture');

    assert.match(answers[0]?.text ?? '', /not known yet/);
    assert.match(answers[1]?.text ?? '', /✅ Captured/);
    assert.equal(shop.opn.requests.filter(({ method }) => method === 'POST').length, 1);
  });
});

describe('release', () => {
  it('gives the hold back', async (t) => {
    const shop = await openShop(t);
    const id = held(shop);

    const [preview] = await shop.say(`release ${id}`);
    const [done] = await shop.tap('Release the hold');

    assert.match(preview?.text ?? '', /Check this release: ฿2,000\.00/);
    assert.match(done?.text ?? '', /✅ Released/);
    assert.equal(charge(shop, id).status, 'reversed');
  });

  it('refuses what is captured, and says to refund it', async (t) => {
    const shop = await openShop(t);
    const { id } = shop.opn.seed(ACCOUNT, { amount: 200_000, currency: 'THB' });

    const [refused] = await shop.say(`release ${id}`);

    assert.match(refused?.text ?? '', /already captured/);
    assert.match(refused?.text ?? '', /refund it/);
  });

  it('refuses a hold that has lapsed', async (t) => {
    const shop = await openShop(t);
    const id = held(shop, { created_at: '2026-11-01T00:00:00Z' });

    const [refused] = await shop.say(`release ${id}`);

    assert.match(refused?.text ?? '', /lapsed|released/);
  });
});

describe('a refund of a hold', () => {
  it('is refused, with release and capture offered', async (t) => {
    const shop = await openShop(t);
    const id = held(shop);

    const [refused] = await shop.say(`refund ${id} 500 damaged`);

    assert.match(refused?.text ?? '', /on hold/);
    assert.deepEqual(
      refused?.buttons.map(({ label }) => label),
      ['Release the hold', 'Capture'],
    );
  });
});
