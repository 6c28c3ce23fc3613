import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createFaults, type Fault } from '../../../src/sandbox/web/faults.ts';
import { KEY, openSimulator } from '../opn/open-simulator.ts';

type Shop = ReturnType<typeof openSimulator>;

let shop: Shop;
let server: { url: string; close(): Promise<void> };

beforeEach(async () => {
  shop = openSimulator();
  server = await shop.simulator.listen(0);
});
afterEach(() => server.close());

function refund(id: string): Promise<Response> {
  return fetch(`${server.url}/charges/${id}/refunds`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ amount: 100 }),
  });
}

async function arrived(count: number): Promise<void> {
  while (shop.simulator.requests.length < count) await new Promise(setImmediate);
  await new Promise(setImmediate);
}

describe('a fault', () => {
  for (const [kind, refunds] of [
    ['drop-answer', 1],
    ['drop-request', 0],
  ] as const) {
    it(`"${kind}" breaks the connection and leaves ${refunds} refunds`, async () => {
      const id = shop.seed();
      shop.simulator.faults.set({ kind });

      await assert.rejects(refund(id));

      assert.equal(shop.simulator.refundsOf(id).length, refunds);
    });
  }

  for (const [effect, refunds] of [
    [true, 1],
    [false, 0],
  ] as const) {
    it(`"hang" breaks the connection after its time and leaves ${refunds} refunds`, async () => {
      const id = shop.seed();
      shop.simulator.faults.set({ kind: 'hang', ms: 60_000, effect });

      const call = assert.rejects(refund(id));
      await arrived(1);
      await advanceUntil(call);

      assert.equal(shop.simulator.refundsOf(id).length, refunds);
    });
  }

  it('"slow" does everything after its time', async () => {
    const id = shop.seed();
    shop.simulator.faults.set({ kind: 'slow', ms: 60_000 });

    const call = refund(id);
    await arrived(1);
    const before = shop.simulator.refundsOf(id).length;
    await advanceUntil(call);

    assert.equal(before, 0);
    assert.equal((await call).status, 200);
    assert.equal(shop.simulator.refundsOf(id).length, 1);
  });

  for (const [fault, status, type, retryAfter, refunds] of [
    [{ kind: '429' }, 429, 'application/json', null, 0],
    [{ kind: '429', retryAfter: 3 }, 429, 'application/json', '3', 0],
    [{ kind: '500' }, 500, 'application/json', null, 0],
    [{ kind: '500', effect: true }, 500, 'application/json', null, 1],
    [{ kind: '503' }, 503, 'text/html', null, 0],
  ] as const) {
    it(`${JSON.stringify(fault)} answers ${status} and leaves ${refunds} refunds`, async () => {
      const id = shop.seed();
      shop.simulator.faults.set(fault);

      const response = await refund(id);
      await response.text();

      assert.equal(response.status, status);
      assert.equal(response.headers.get('content-type'), type);
      assert.equal(response.headers.get('retry-after'), retryAfter);
      assert.equal(shop.simulator.refundsOf(id).length, refunds);
    });
  }

  it('fails a plain call as a broken connection fails fetch', async () => {
    const id = shop.seed();
    shop.simulator.faults.set({ kind: 'drop-answer' });

    await assert.rejects(shop.post(`/charges/${id}/refunds`, { amount: 100 }), TypeError);

    assert.equal(shop.simulator.refundsOf(id).length, 1);
  });
});

describe('the fault in force', () => {
  it('ends after its times', () => {
    const faults = createFaults();
    faults.set({ kind: '500', times: 2 });

    const taken = [1, 2, 3].map(() => faults.take('GET', '/account')?.kind ?? null);

    assert.deepEqual(taken, ['500', '500', null]);
    assert.equal(faults.current(), null);
  });

  it('stays until it is cleared', () => {
    const faults = createFaults();
    const fault: Fault = { kind: '500' };
    faults.set(fault);

    const taken = [1, 2, 3].map(() => faults.take('GET', '/account'));
    faults.set(null);

    assert.deepEqual(taken, [fault, fault, fault]);
    assert.equal(faults.current(), null);
  });

  for (const [method, path, met] of [
    ['POST', '/charges/chrg_test_1/refunds', true],
    ['GET', '/charges/chrg_test_1/refunds', false],
    ['POST', '/charges/chrg_test_1', false],
    ['POST', '/charges/chrg_test_1/capture', false],
    ['POST', '/charges/chrg_test_1/refunds/rfnd_test_1', false],
  ] as const) {
    it(`${met ? 'meets' : 'spares'} ${method} ${path}`, () => {
      const faults = createFaults();
      faults.set({ kind: '500', match: { method: 'POST', path: '/charges/:id/refunds' } });

      const taken = faults.take(method, path);

      assert.equal(taken !== null, met);
    });
  }
});

/** Moves the simulator's time until the call is over. */
async function advanceUntil(call: Promise<unknown>): Promise<void> {
  const over = call.then(
    () => true,
    () => true,
  );
  const minute = (): Promise<boolean> => shop.clock.advance(60_000).then(() => false);
  while (!(await Promise.race([over, minute()])));
}
