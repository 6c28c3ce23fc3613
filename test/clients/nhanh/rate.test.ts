import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { inMemory } from '../../support/in-memory.ts';
import { openNhanh, problemOf } from '../../support/nhanh.ts';

describe("Nhanh's rate limit", () => {
  it('is kept: none of many calls is turned away', async (t) => {
    const { clock, simulator, granted } = await openNhanh(t);
    const nhanh = await granted({ adapter: inMemory(simulator.fetch) });
    let done = 0;

    const calls = Array.from({ length: 400 }, async () => {
      await nhanh.products(null, null);
      done += 1;
    });
    for (let second = 0; second < 65; second += 1) {
      await settled(() => done);
      await clock.advance(1_000);
    }
    await Promise.all(calls);

    assert.equal(done, 400);
  });

  it('locks an address, which is left alone until it is unlocked', async (t) => {
    const rules = { rate: { calls: 1, ms: 5_000, lock: 10_000 } };
    const { clock, simulator, granted } = await openNhanh(t, { rules });
    const nhanh = await granted({ adapter: inMemory(simulator.fetch) });
    await nhanh.products(null, null);
    const problem = await problemOf(nhanh.products(null, null));
    const before = simulator.requests.length;

    const waiting = nhanh.products(null, null);
    await clock.advance(9_999);
    const early = simulator.requests.length - before;
    await clock.advance(1);
    const page = await waiting;

    assert.equal(problem.code, 'rate-locked');
    assert.equal(problem.effect, 'none');
    assert.equal(problem.retryAfter, 10_000);
    assert.equal(early, 0);
    assert.deepEqual(page.rows, []);
  });

  it('locks longer whoever calls while it is locked', async (t) => {
    const rules = { rate: { calls: 1, ms: 5_000, lock: 10_000 } };
    const { granted } = await openNhanh(t, { rules });
    const [one, other] = [await granted(), await granted()];
    await one.products(null, null);

    const first = await problemOf(one.products(null, null));
    const second = await problemOf(other.products(null, null));

    assert.equal(first.retryAfter, 10_000);
    assert.equal(second.retryAfter, 20_000);
  });

  it('is counted per address', async (t) => {
    const rules = { rate: { calls: 1, ms: 30_000, lock: 10_000 } };
    const { granted } = await openNhanh(t, { rules });
    const nhanh = await granted();
    await nhanh.products(null, null);

    const page = await nhanh.categories(null);

    assert.deepEqual(page.rows, []);
  });
});

/** Lets calls that are on their way come to rest. */
async function settled(progress: () => number): Promise<void> {
  for (let last = -1; last !== progress();) {
    last = progress();
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
  }
}
