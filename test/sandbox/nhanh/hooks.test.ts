import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { readHook } from '../../../src/clients/nhanh/hook.ts';
import { APP, BUSINESS, openNhanh, VERIFY } from '../../support/nhanh.ts';

const MINUTE = 60_000;
type Heard = { body: string; headers: IncomingHttpHeaders };

/** Somebody who hears webhooks and answers with the status set. */
async function openEar(t: TestContext) {
  const heard: Heard[] = [];
  const ear = { status: 200, heard, url: '' };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({ body: Buffer.concat(chunks).toString(), headers: request.headers });
      response.writeHead(ear.status, { location: '/login' }).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  t.after(() => server.closeAllConnections());
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  ear.url = `http://127.0.0.1:${address.port}/nhanhvn/hook/${APP}`;
  return ear;
}

/** An app with webhooks on, heard by an ear that is empty again. */
async function openHooked(t: TestContext, rules = {}) {
  const house = await openNhanh(t, { rules });
  const ear = await openEar(t);
  await house.granted();
  const on = await house.simulator.enableHooks(APP, { url: ear.url, token: VERIFY });
  assert.ok(on);
  ear.heard.length = 0;
  const events = (): string[] => ear.heard.map(({ body }) => Object(JSON.parse(body)).event);
  const { hooks } = house.simulator;
  return { ...house, hooks, ear, events };
}

const LINES = [{ productId: 1, quantity: 1, price: 1_000, discount: 0 }];
const BUYER = { name: 'A', mobile: '0900000001', lines: LINES };

describe('switching webhooks on', () => {
  it('asks the address first, with the verify token in the header', async (t) => {
    const { simulator } = await openNhanh(t);
    const ear = await openEar(t);

    const on = await simulator.enableHooks(APP, { url: ear.url, token: VERIFY });

    assert.equal(on, true);
    assert.equal(ear.heard[0]?.body, '{"event":"webhooksEnabled"}');
    assert.equal(ear.heard[0]?.headers.authorization, VERIFY);
  });

  it('is refused unless the answer is 200', async (t) => {
    const { simulator } = await openNhanh(t);
    const ear = await openEar(t);

    for (const status of [204, 302, 404, 500]) {
      ear.status = status;
      assert.equal(await simulator.enableHooks(APP, { url: ear.url, token: VERIFY }), false);
    }
    assert.equal(simulator.app(APP).hooks.enabled, false);
  });

  it('is refused for a token that is too short', async (t) => {
    const { simulator } = await openNhanh(t);
    const ear = await openEar(t);

    assert.equal(await simulator.enableHooks(APP, { url: ear.url, token: 'short' }), false);
    assert.deepEqual(ear.heard, []);
  });
});

describe('a webhook of Nhanh', () => {
  it('tells of products, orders and deletions as the client reads them', async (t) => {
    const { shop, hooks, ear } = await openHooked(t);

    const product = shop.addProduct({ name: 'Trà' });
    await hooks.idle();
    const order = shop.addOrder(BUYER);
    await hooks.idle();
    shop.returnPartly(order.id, LINES);
    await hooks.idle();
    shop.removeOrder(order.id);
    await hooks.idle();

    const read = ear.heard.map(({ body }) => readHook(Buffer.from(body)));
    assert.deepEqual(
      read.map((one) => one?.hook.kind),
      ['product', 'order', 'order', 'gone'],
    );
    assert.ok(read.every((one) => one?.business === BUSINESS));
    const [first, , third] = read.map((one) => one?.hook);
    assert.ok(first?.kind === 'product' && third?.kind === 'order');
    assert.equal(first.product.id, String(product.id));
    assert.equal(third.order.returnOf, String(order.id));
  });

  it('is not sent for customers and bills', async (t) => {
    const { shop, hooks, ear } = await openHooked(t);

    shop.addCustomer({ name: 'A', mobile: '0900000001' });
    shop.addBill(BUYER);
    shop.addCategory({ name: 'Trà' });
    await hooks.idle();

    assert.deepEqual(ear.heard, []);
  });

  it('echoes what the app itself wrote', async (t) => {
    const { shop, hooks, events, granted } = await openHooked(t);
    const nhanh = await granted();
    const product = shop.addProduct({ name: 'Trà' });

    await nhanh.addOrder({
      appOrderId: 'CNV-1',
      depot: null,
      customer: { name: 'A', phone: '0900000001' },
      lines: [{ product: String(product.id), quantity: 1, price: 1_000, discount: 0 }],
      discount: 0,
    });
    await hooks.idle();

    assert.deepEqual(events(), ['productAdd', 'orderAdd']);
  });

  it('comes again three times while it fails, and not after a 200', async (t) => {
    const { clock, shop, hooks, ear } = await openHooked(t);
    ear.status = 500;
    shop.addProduct({ name: 'Trà' });
    await hooks.idle();

    for (const gap of [5, 10, 30, 60]) {
      await clock.advance(gap * MINUTE);
      await hooks.idle();
    }

    const tries = hooks.attempts.filter(({ event }) => event === 'productAdd');
    const start = tries[0]?.at ?? 0;
    assert.deepEqual(
      tries.map(({ attempt, at }) => [attempt, (at - start) / MINUTE]),
      [
        [1, 0],
        [2, 5],
        [3, 15],
        [4, 45],
      ],
    );
  });

  it('comes twice, in the wrong order or not at all when told to', async (t) => {
    const { shop, hooks, events } = await openHooked(t);

    hooks.faults.set({ duplicates: 1 });
    shop.addProduct({ name: 'Trà' });
    await hooks.idle();
    hooks.faults.set({ duplicates: 0, reorder: true });
    const order = shop.addOrder(BUYER);
    shop.removeOrder(order.id);
    await hooks.idle();
    hooks.faults.set({ reorder: false, loss: 1 });
    shop.addProduct({ name: 'Cà phê' });
    await hooks.idle();

    assert.deepEqual(events().slice(0, 2), ['productAdd', 'productAdd']);
    assert.deepEqual(events().slice(2).toSorted(), ['orderAdd', 'orderDelete']);
    assert.equal(hooks.attempts.at(-1)?.outcome, 'lost');
  });

  it('of stock tells of many products at once', async (t) => {
    const { clock, shop, hooks, ear } = await openHooked(t);
    const made = Array.from({ length: 3 }, (_, n) => shop.addProduct({ name: `Trà ${n}` }));
    await hooks.idle();
    ear.heard.length = 0;

    for (const { id } of made) shop.setStock(id, 4);
    await clock.advance(1_000);
    await hooks.idle();

    const [only] = ear.heard.map(({ body }) => readHook(Buffer.from(body))?.hook);
    assert.equal(ear.heard.length, 1);
    assert.ok(only?.kind === 'stock');
    assert.deepEqual(
      only.products.map(({ available }) => available),
      [4, 4, 4],
    );
  });

  it('has its token in the body when the app is set to API 2.0', async (t) => {
    const { simulator, shop, hooks, ear } = await openHooked(t);
    await simulator.enableHooks(APP, { url: ear.url, token: VERIFY, version: 2 });
    ear.heard.length = 0;

    shop.addOrder(BUYER);
    await hooks.idle();

    const { body = '', headers } = ear.heard[0] ?? {};
    assert.equal(Object(JSON.parse(body)).webhooksVerifyToken, VERIFY);
    assert.equal(headers?.authorization, undefined);
  });

  it('tells that the shop removed the app, the last one', async (t) => {
    const { simulator, shop, hooks, events } = await openHooked(t);

    simulator.uninstall(APP, BUSINESS);
    shop.addProduct({ name: 'Trà' });
    await hooks.idle();

    assert.deepEqual(events(), ['appUninstalled']);
  });
});

describe('webhooks that keep failing', () => {
  const health = { attempts: 4, failures: 2 };
  const rules = {
    hooks: { retries: [], timeout: 5_000, batch: { ms: 1_000, size: 100 }, health },
  };

  it('are switched off when the probe fails too', async (t) => {
    const { simulator, shop, hooks, ear, events } = await openHooked(t, rules);
    ear.status = 404;

    for (const name of ['một', 'hai', 'ba']) {
      shop.addProduct({ name });
      await hooks.idle();
    }

    assert.equal(simulator.app(APP).hooks.enabled, false);
    assert.deepEqual(events(), ['productAdd', 'productAdd', 'webhooksEnabled']);
  });

  it('stay on when the probe is answered', async (t) => {
    const { simulator, shop, hooks, ear } = await openHooked(t, rules);
    ear.status = 404;
    shop.addProduct({ name: 'một' });
    await hooks.idle();
    ear.status = 200;

    shop.addProduct({ name: 'hai' });
    await hooks.idle();

    assert.equal(simulator.app(APP).hooks.enabled, true);
  });
});
