import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAupaySimulator } from '../../../src/sandbox/aupay/simulator.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const KEY = 'a1'.repeat(32);
const SHOP = '10000001';
const DAY = 24 * 3_600_000;

function open(pace = 0) {
  const clock = createFakeClock();
  const mall = createAupaySimulator({ clock, shopId: SHOP, key: KEY, pace });
  mall.seed({ id: '700000001' });

  async function ask(name: string, body: string | null = null, key = KEY) {
    const query = body === null ? `?shopId=${SHOP}&orderId=700000001` : '';
    const answer = await mall.fetch(
      new Request(`http://mall.test/wmshopapi/${name}${query}`, {
        method: body === null ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${key}` },
        body,
      }),
    );
    return { status: answer.status, text: await answer.text() };
  }

  return { mall, clock, ask };
}

function request(fields: Record<string, string>): string {
  const inner = Object.entries({ shopId: SHOP, orderId: '700000001', ...fields });
  return `<request>${inner.map(([name, value]) => `<${name}>${value}</${name}>`).join('')}</request>`;
}

const shipment = { shippingDate: '2026/01/15', shippingCarrier: '1', shippingNumber: '123' };

describe('the simulator of au PAY', () => {
  const refused: [string, string, Record<string, string>, RegExp][] = [
    ['a missing order number', 'updateTradeInfoProc', { orderId: '' }, /\[orderId\]必須入力項目/],
    [
      'a missing ship date',
      'updateTradeInfoProc',
      { ...shipment, shippingDate: '' },
      /shippingDate/,
    ],
    ['an unknown carrier', 'updateTradeInfoProc', { ...shipment, shippingCarrier: '8' }, /SIM0004/],
    ['an order that is not there', 'updateTradeInfoProc', { orderId: '1' }, /SIM0002/],
    ['another shop', 'updateTradeInfoProc', { shopId: '2' }, /CME0022/],
    ['a status nobody may set', 'updateTradeStsProc', { orderStatus: 'キャンセル' }, /SIM0006/],
  ];
  for (const [what, name, fields, words] of refused)
    it(`refuses ${what}`, async () => {
      const { mall, ask } = open();

      const { text } = await ask(name, request(fields));

      assert.match(text, /<status>1<\/status>/);
      assert.match(text, words);
      assert.deepEqual(mall.writes, []);
    });

  it('refuses to ship what was cancelled', async () => {
    const { mall, ask } = open();
    mall.edit('700000001', { status: 'キャンセル' });

    const { text } = await ask('updateTradeInfoProc', request(shipment));

    assert.match(text, /指定の取引はキャンセル済みです。/);
  });

  it('turns away a wrong key, a key of 90 days and an address that is not registered', async () => {
    const { mall, clock, ask } = open();

    const wrong = await ask('searchTradeInfoProc', null, 'other');
    mall.allow(false);
    const address = await ask('searchTradeInfoProc');
    mall.allow(true);
    const good = await ask('searchTradeInfoProc');
    await clock.advance(90 * DAY);
    const old = await ask('searchTradeInfoProc');

    assert.deepEqual([wrong.status, address.status, good.status, old.status], [401, 401, 200, 401]);
    assert.match(old.text, /<code>0002<\/code>/);
  });

  it('shows a page of HTML while it is maintained', async () => {
    const { mall, clock, ask } = open();
    const now = clock.now().epochMilliseconds;
    mall.maintain({ from: now, to: now + 1_000 });

    const during = await ask('searchTradeInfoProc');
    await clock.advance(1_000);
    const after = await ask('searchTradeInfoProc');

    assert.deepEqual([during.status, after.status], [502, 200]);
    assert.match(during.text, /<html>/);
  });

  it('turns away calls that come too fast, where it is told to', async () => {
    const { ask } = open(1_000);

    const answers = [await ask('searchTradeInfoProc'), await ask('searchTradeInfoProc')];

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 503],
    );
  });

  it('can change between a read and a write', async () => {
    const { mall, ask } = open();
    mall.beforeWrite((id) => mall.edit(id, { status: 'キャンセル' }));

    const { text } = await ask('updateTradeInfoProc', request(shipment));

    assert.match(text, /キャンセル済み/);
  });

  it('leaves out what was never set', async () => {
    const { ask } = open();

    const { text } = await ask('searchTradeInfoProc');

    assert.doesNotMatch(text, /shippingDate|shippingNumber/);
  });
});
