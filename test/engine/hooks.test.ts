import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Heard, Hook } from '../../src/core/hook.ts';
import type { OrderRow } from '../../src/core/order.ts';
import { webhookOf } from '../../src/engine/hooks.ts';
import { KIND, openRunHouse, threePages } from '../support/run-house.ts';

const CONNECTION = 'baan-suan-opn';
const CYCLE = `cycle:${CONNECTION}:${KIND}`;
const cycle = { kind: KIND, connection: CONNECTION, shop: 'baan-suan' };
const row: OrderRow = {
  connection: CONNECTION,
  order: 'product:1',
  shop: 'baan-suan',
  status: 'waiting',
  detail: null,
  at: 0,
  version: 0,
};

async function open(t: TestContext, heard: Heard | null) {
  const every = { every: 900_000, on: () => true };
  const opened = await openRunHouse(t, { page: threePages(), ...every });
  const hook: Hook = { source: 'opn', path: '/hook', read: async () => heard };
  const webhook = webhookOf(opened.house, hook);
  const request = { body: Buffer.from('{}'), headers: new Headers(), params: {} };
  return { ...opened, post: () => webhook.receive(request), ledger: opened.house.ledger };
}

describe('a hook', () => {
  it('leaves a mark and a cycle that is due now', async (t) => {
    const answer = { status: 200, body: 'ok' } as const;
    const marks = [{ connection: CONNECTION, order: 'product:1', mark: () => row }];
    const { post, ledger, clock } = await open(t, { answer, marks, cycles: [cycle] });

    const told = await post();

    assert.equal(told, answer);
    assert.equal((await ledger.orders.get(CONNECTION, 'product:1'))?.status, 'waiting');
    assert.equal((await ledger.dues.get(CYCLE))?.at, clock.now().epochMilliseconds);
  });

  it('keeps nothing of what comes from somebody else', async (t) => {
    const { post, ledger } = await open(t, null);

    const told = await post();

    assert.equal(told, 'forged');
    assert.deepEqual(await ledger.orders.counts(CONNECTION), {});
  });

  it('heard twice leaves the row and the time of the first', async (t) => {
    const mark = (known: OrderRow | null) => (known === null ? row : null);
    const marks = [{ connection: CONNECTION, order: 'product:1', mark }];
    const { post, ledger, clock } = await open(t, { marks, cycles: [cycle] });
    const first = clock.now().epochMilliseconds;

    await post();
    await clock.advance(10);
    await post();

    assert.equal((await ledger.orders.get(CONNECTION, 'product:1'))?.version, 1);
    const due = await ledger.dues.get(CYCLE);
    assert.ok(due === null || due.at === first);
  });

  it('heard while a run is under way has the next one come at once', async (t) => {
    const { post, ledger, start, finish } = await open(t, { cycles: [cycle] });
    await start('run-1');
    await post();
    const heard = await ledger.dues.get(CYCLE);

    await finish('run-1');

    assert.equal((await ledger.dues.get(CYCLE))?.at, heard?.at);
  });

  it('has a duty done once per key', async (t) => {
    const later = [{ shop: 'baan-suan', kind: 'test', key: 'a', at: 5e12, payload: 1 }];
    const { post, ledger } = await open(t, { later });

    await post();
    await post();

    const payload = { shop: 'baan-suan', given: 1 };
    const key = 'test:baan-suan:a';
    assert.deepEqual(await ledger.dues.get(key), { key, kind: 'test', at: 5e12, payload });
  });
});
