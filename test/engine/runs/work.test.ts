import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UpstreamError } from '../../../src/core/errors.ts';
import type { OrderRow } from '../../../src/core/order.ts';
import { runDesk } from '../../../src/engine/runs/desk.ts';
import { work } from '../../../src/engine/runs/work.ts';
import { openRunHouse, threePages } from '../../support/run-house.ts';

const MINUTE = 60_000;

function away(): UpstreamError {
  return new UpstreamError('opn', { effect: 'none', code: 'network' });
}

const ORDER: OrderRow = {
  connection: 'baan-suan-opn',
  order: 'order-0',
  shop: 'baan-suan',
  status: 'blank',
  detail: null,
  at: 1,
  version: 0,
};

describe('a run', () => {
  it('goes from page to page to its end', async (t) => {
    const house = await openRunHouse(t, { page: threePages() });
    await house.start('run-1');

    const run = await house.finish('run-1');

    const counts = await house.house.ledger.verdicts.counts('run-1');
    assert.deepEqual([run.state, run.total, counts.booked], ['done', 3, 3]);
  });

  it('repeats the page that a crash cut off, and no other', async (t) => {
    const done: string[] = [];
    const house = await openRunHouse(t, { page: threePages(done) });
    await house.start('run-1');
    await house.step('run-1');

    await house.step('run-1', { dies: true });
    await house.finish('run-1');

    assert.deepEqual(done, ['order-0', 'order-1', 'order-1', 'order-2']);
    assert.equal((await house.house.ledger.verdicts.counts('run-1')).booked, 3);
  });

  it('is started once under one name, and not while another of its kind is not over', async (t) => {
    const house = await openRunHouse(t, { page: threePages() });

    const started = [
      await house.start('run-1'),
      await house.start('run-1'),
      await house.start('run-2'),
    ];
    await house.finish('run-1');

    assert.deepEqual([...started, await house.start('run-2')], [true, true, false, true]);
  });

  it('waits while it is paused, and goes on where it was', async (t) => {
    const done: string[] = [];
    const house = await openRunHouse(t, { page: threePages(done) });
    await house.start('run-1');
    await house.step('run-1');

    const paused = await house.desk.act('run-1', 'pause');
    const idle = await house.step('run-1');
    const resumed = await house.desk.act('run-1', 'resume');
    const run = await house.finish('run-1');

    assert.deepEqual([paused, idle, resumed, run.state], [true, null, true, 'done']);
    assert.deepEqual(done, ['order-0', 'order-1', 'order-2']);
    assert.deepEqual(house.enqueued, [{ id: 'run-1' }, { id: 'run-1' }]);
  });

  it('keeps the page that was under way when it was paused', async (t) => {
    const house = await openRunHouse(t, {
      page: async (at, context) => {
        await house.desk.act('run-1', 'pause');
        return threePages()(at, context);
      },
    });
    await house.start('run-1');

    await house.step('run-1');

    const run = await house.row('run-1');
    assert.deepEqual([run.state, run.cursor], ['paused', { at: 1 }]);
  });

  it('that was stopped says so at its end, and never that it is done', async (t) => {
    const states: string[] = [];
    const house = await openRunHouse(t, {
      page: async (at, context) => {
        if (at.cursor === 2) await house.desk.act('run-1', 'stop');
        return threePages()(at, context);
      },
      end: async ({ run }) => {
        states.push(run.state);
        return {};
      },
    });
    await house.start('run-1');

    const run = await house.finish('run-1');

    assert.deepEqual([run.state, states], ['stopped', ['stopped']]);
    assert.equal(await house.desk.act('run-1', 'resume'), false);
  });

  it('leaves who paused it and who let it go on in the audit log', async (t) => {
    const house = await openRunHouse(t, { page: threePages() });
    await house.start('run-1');

    for (const act of ['pause', 'pause', 'resume'] as const) await house.desk.act('run-1', act);

    const rows = await house.house.ledger.audit.list('baan-suan', 10);
    assert.deepEqual(
      rows.map(({ action, actor, account }) => [action, actor, account]),
      [
        ['run.resumed', 'Nok', 'line:U1'],
        ['run.paused', 'Nok', 'line:U1'],
      ],
    );
  });

  it('cannot be changed from another shop', async (t) => {
    const house = await openRunHouse(t, { page: threePages() });
    await house.start('run-1');
    const rival = { id: 'rival', name: 'R', timeZone: 'UTC', locale: 'en', version: 1 } as const;
    const desk = runDesk(house.house, { shop: rival, person: 'Rin', account: 'line:U5' });

    const acted = await desk.act('run-1', 'stop');

    assert.deepEqual([acted, await desk.get('run-1')], [false, null]);
  });

  it('asks a system that is away again for a quarter of an hour, then fails with its code', async (t) => {
    const house = await openRunHouse(t, { page: () => Promise.reject(away()) });
    await house.start('run-1');
    const waits: number[] = [];

    while ((await house.row('run-1')).endedAt === null) {
      const again = await house.step('run-1');
      const wait = again === null ? 0 : again - house.clock.now().epochMilliseconds;
      waits.push(wait);
      await house.clock.advance(wait);
    }

    const run = await house.row('run-1');
    const total = waits.reduce((sum, wait) => sum + wait, 0);
    assert.deepEqual([run.state, run.error], ['failed', 'network']);
    assert.ok(total >= 15 * MINUTE && total < 17 * MINUTE, String(total));
    assert.ok(Math.max(...waits) <= MINUTE);
  });

  it('forgets how long a system was away once it answers', async (t) => {
    let calls = 0;
    const house = await openRunHouse(t, {
      page: (at, context) => {
        calls += 1;
        return calls === 1 ? Promise.reject(away()) : threePages()(at, context);
      },
    });
    await house.start('run-1');

    await house.step('run-1');
    const during = await house.row('run-1');
    await house.step('run-1');
    const after = await house.row('run-1');

    assert.equal(during.error, 'network');
    assert.deepEqual([after.error, after.failingSince], [null, null]);
  });

  it('ends at once when a system refuses', async (t) => {
    const refused = new UpstreamError('opn', { effect: 'refused', code: 'auth' });
    const house = await openRunHouse(t, { page: () => Promise.reject(refused) });
    await house.start('run-1');

    await house.step('run-1');

    assert.equal((await house.row('run-1')).state, 'failed');
  });

  it('fails only with its last attempt when the fault is our own', async (t) => {
    const house = await openRunHouse(t, { page: () => Promise.reject(new Error('bug')) });
    await house.start('run-1');

    await assert.rejects(house.step('run-1'), /bug/);
    await house.step('run-1', { lastAttempt: true });

    assert.deepEqual([(await house.row('run-1')).error], ['own-fault']);
  });

  it('keeps nothing of a page whose order was changed meanwhile, and does it again', async (t) => {
    const house = await openRunHouse(t, {
      page: async (_at, { orders }) => ({
        next: null,
        verdicts: [{ system: 'opn', order: 'order-0', verdict: 'booked', reason: 'reflected' }],
        orders: [
          { ...((await orders.get(ORDER.connection, ORDER.order)) ?? ORDER), status: 'shipped' },
        ],
      }),
    });
    const { ledger } = house.house;
    await house.start('run-1');
    const outcome = await work(house.house, { id: 'run-1' }, { lastAttempt: false });
    await ledger.write((tx) => tx.orders.put({ ...ORDER, status: 'completed' }));

    await assert.rejects(
      ledger.write(async (tx) => outcome?.write?.(tx)),
      /was changed/,
    );
    const before = await ledger.verdicts.counts('run-1');
    await house.finish('run-1');

    const order = await ledger.orders.get(ORDER.connection, ORDER.order);
    assert.equal(before.booked, 0);
    assert.deepEqual([order?.status, order?.version], ['shipped', 2]);
  });
});
