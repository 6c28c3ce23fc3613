import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAupay } from '../../../src/clients/aupay/client.ts';
import { createAupaySimulator } from '../../../src/sandbox/aupay/simulator.ts';
import type { Fetch } from '../../../src/sandbox/web/serve.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { inMemory } from '../../support/in-memory.ts';
import { recordingLog } from '../../support/log.ts';
import { problemOf } from '../../support/problem-of.ts';

const KEY = 'a1'.repeat(32);
const SHIPMENT = { date: '2026-01-15', carrier: '1', tracking: '123456789012' };

type Change = { key?: string; shopId?: string; fetch?: Fetch; pace?: number; timeout?: number };

function open({ fetch, ...change }: Change = {}) {
  const clock = createFakeClock();
  const simulator = createAupaySimulator({ clock, shopId: '10000001', key: KEY });
  const { log, lines } = recordingLog();
  const client = createAupay({
    baseURL: 'https://mall.test',
    shopId: '10000001',
    key: KEY,
    clock,
    log,
    observe: () => undefined,
    pace: 0,
    adapter: inMemory(fetch ?? simulator.fetch),
    ...change,
  });
  return { simulator, client, clock, lines };
}

function answering(body: string, status = 200) {
  const bodies: string[] = [];
  const fetch: Fetch = async (request) => {
    bodies.push(await request.text());
    return new Response(body, { status });
  };
  return { fetch, bodies };
}

const ok = (inner: string): string =>
  `<response><result><status>0</status></result>${inner}</response>`;
const INFO = '<orderInfo><orderId>0700</orderId><orderStatus>発送待ち</orderStatus></orderInfo>';

describe('the au PAY client', () => {
  it('reads an order whose optional elements are missing', async () => {
    const { client } = open(answering(ok(INFO)));

    const order = await client.order('0700');

    assert.deepEqual(
      [order?.status, order?.shipDate, order?.tracking, order?.shipBy, order?.saleFixed],
      ['発送待ち', null, '', null, false],
    );
  });

  it('takes the earliest ship-by date of the lines of an order', async () => {
    const { simulator, client } = open();
    simulator.seed({ id: '700000001', shipBy: '2026/11/27' });

    const order = await client.order('700000001');

    assert.equal(order?.shipBy, '2026-11-27');
  });

  const days = { from: '2026-11-01', to: '2026-11-30' };
  const lists: [string, string, number][] = [
    ['one order', INFO, 1],
    ['many orders', INFO + INFO.replace('0700', '0701'), 2],
    ['no order', '', 0],
    ['an empty element', '<orderInfo/>', 0],
  ];
  for (const [what, inner, count] of lists)
    it(`reads a list of ${what}`, async () => {
      const { client } = open(answering(ok(inner)));

      const orders = await client.orders(days, 1);

      assert.equal(orders.length, count);
    });

  it('has null for an order that the mall does not have', async () => {
    const { client } = open();

    assert.equal(await client.order('700000009'), null);
  });

  it('sends a shipment as flat elements, an empty tracking number among them', async () => {
    const { fetch, bodies } = answering(ok(''));
    const { client } = open({ fetch });

    await client.ship('700000001', { ...SHIPMENT, tracking: '' });

    assert.deepEqual(bodies, [
      '<?xml version="1.0" encoding="UTF-8"?><request><shopId>10000001</shopId><orderId>700000001</orderId>' +
        '<shippingDate>2026/01/15</shippingDate><shippingCarrier>1</shippingCarrier><shippingNumber></shippingNumber></request>',
    ]);
  });

  it('completes an order, after which its sale is fixed', async () => {
    const { simulator, client } = open();
    simulator.seed({ id: '700000001' });

    await client.complete('700000001');

    const order = await client.order('700000001');
    assert.deepEqual([order?.status, order?.saleFixed], ['完了', true]);
  });

  it('reads the refusal in the body of a 401, and logs no key', async () => {
    const { client, lines } = open({ key: 'b2'.repeat(32) });

    const { effect, code, words } = await problemOf(client.ship('700000001', SHIPMENT));

    assert.deepEqual([effect, code, words], ['refused', 'auth', '認証に失敗しました']);
    assert.ok(!lines.join('').includes('b2b2'));
  });

  it('has our names for what the mall is known to say, and its own for the rest', async () => {
    const { simulator, client } = open();
    simulator.seed({ id: '700000001', status: 'キャンセル' });
    simulator.seed({ id: '700000002' });

    const cancelled = await problemOf(client.ship('700000001', SHIPMENT));
    const carrier = await problemOf(client.ship('700000002', { ...SHIPMENT, carrier: '8' }));
    const shop = await problemOf(open({ shopId: '2' }).client.order('700000001'));

    assert.deepEqual([cancelled.code, cancelled.effect], ['cancelled', 'refused']);
    assert.deepEqual([carrier.code, carrier.effect], ['SIM0004', 'refused']);
    assert.deepEqual([shop.code, shop.effect], ['wrong-shop', 'refused']);
  });

  for (const [what, body, status] of [
    ['a page of HTML with 502', '<html><head></head><body>502 Bad Gateway</body></html>', 502],
    ['a page of HTML with 200', '<html><head></head><body>busy</body></html>', 200],
    ['an empty body', '', 200],
  ] as const)
    it(`leaves the effect of a write unknown after ${what}, and sends it once`, async () => {
      const { fetch, bodies } = answering(body, status);
      const { client } = open({ fetch });

      const write = await problemOf(client.ship('700000001', SHIPMENT));
      const writes = bodies.length;
      const read = await problemOf(client.order('700000001'));

      assert.deepEqual([write.effect, writes], ['unknown', 1]);
      assert.equal(read.effect, 'none');
    });

  it('does not know what became of a write whose answer does not come in time', async () => {
    const { simulator } = open();
    const server = await simulator.listen(0);
    const { log } = recordingLog('silent');
    const client = createAupay({
      baseURL: server.url,
      shopId: '10000001',
      key: KEY,
      clock: createFakeClock(),
      log,
      observe: () => undefined,
      pace: 0,
      timeout: 200,
    });
    simulator.seed({ id: '700000001' });
    simulator.faults.set({ kind: 'hang', ms: 60_000, effect: true });

    const { effect, code } = await problemOf(client.ship('700000001', SHIPMENT));
    await server.close();

    assert.deepEqual([effect, code], ['unknown', 'timeout']);
    assert.equal(simulator.order('700000001').tracking, SHIPMENT.tracking);
  });

  it('makes one call a second', async () => {
    const { simulator, client, clock } = open({ pace: 1_000 });
    simulator.seed({ id: '700000001' });
    const start = clock.now().epochMilliseconds;

    const calls = Promise.all([1, 2, 3].map(() => client.order('700000001')));
    for (const ms of [0, 1_000, 1_000, 1_000]) await clock.advance(ms);
    await calls;

    const begun = simulator.requests.map(({ at }) => at - start);
    assert.deepEqual(begun, [0, 1_000, 2_000]);
  });
});
