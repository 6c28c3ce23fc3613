import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cycleDue, repairCycles } from '../../../src/engine/runs/cycles.ts';
import { KIND, openRunHouse, threePages } from '../../support/run-house.ts';

const QUARTER = 15 * 60_000;
const CYCLE = `cycle:baan-suan-opn:${KIND}`;
const every = { every: QUARTER, on: ({ shop }: { shop: string }) => shop === 'baan-suan' };

describe('a cycle', () => {
  it('is due fifteen minutes after the run before it ended, however long that took', async (t) => {
    const house = await openRunHouse(t, { page: threePages(), ...every });
    await house.start('run-1');
    await house.clock.advance(7 * 60_000);

    const run = await house.finish('run-1');

    const due = await house.house.ledger.dues.get(CYCLE);
    assert.equal((due?.at ?? 0) - (run.endedAt ?? 0), QUARTER);
  });

  it('starts one run, also when its time is taken up twice', async (t) => {
    const house = await openRunHouse(t, { page: threePages(), ...every });
    const { ledger } = house.house;
    await repairCycles(house.house);
    const due = await ledger.dues.get(CYCLE);
    assert.ok(due);

    for (const outcome of [await cycleDue(house.house, due), await cycleDue(house.house, due)])
      await ledger.write(async (tx) => outcome?.write?.(tx));

    const runs = await ledger.runs.list('baan-suan-opn', KIND, 10);
    assert.equal(runs.length, 1);
  });

  it('looks again in a minute while one of its kind still runs', async (t) => {
    const house = await openRunHouse(t, { page: threePages(), ...every });
    await house.start('by-hand');
    const payload = { kind: KIND, shop: 'baan-suan', connection: 'baan-suan-opn' };
    const outcome = await cycleDue(house.house, { key: CYCLE, kind: 'cycle', at: 1, payload });

    const next = await house.house.ledger.write(async (tx) => outcome?.write?.(tx));

    assert.equal((next ?? 0) - house.clock.now().epochMilliseconds, 60_000);
  });

  it('asked for while one of its kind runs is due as soon as that ends', async (t) => {
    const house = await openRunHouse(t, { page: threePages(), ...every });
    await house.start('by-hand');
    const payload = { kind: KIND, shop: 'baan-suan', connection: 'baan-suan-opn' };
    const now = house.clock.now().epochMilliseconds;
    const waiting = { key: CYCLE, kind: 'cycle', at: now + 60_000, payload };
    await house.house.ledger.write((tx) => tx.dues.put(waiting));

    const run = await house.finish('by-hand');

    assert.equal((await house.house.ledger.dues.get(CYCLE))?.at, run.endedAt);
  });

  it('does not come again where the connection does not want it any more', async (t) => {
    const house = await openRunHouse(t, { page: threePages(), every: QUARTER, on: () => false });
    await house.start('run-1');

    await house.finish('run-1');

    assert.equal(await house.house.ledger.dues.get(CYCLE), null);
  });

  it('gets its time at start-up where it has none, and keeps the one it has', async (t) => {
    const house = await openRunHouse(t, { page: threePages(), ...every });
    const { ledger } = house.house;
    const now = house.clock.now().epochMilliseconds;

    await repairCycles(house.house);
    await house.clock.advance(1);
    await repairCycles(house.house);

    const due = await ledger.dues.get(CYCLE);
    assert.equal(due?.at, now);
    assert.equal(await ledger.dues.get(`cycle:rival-opn:${KIND}`), null);
  });

  it('gets no second time at start-up while it runs', async (t) => {
    const house = await openRunHouse(t, { page: threePages(), ...every });
    await house.start('run-1');

    await repairCycles(house.house);

    assert.equal(await house.house.ledger.dues.get(CYCLE), null);
  });
});
