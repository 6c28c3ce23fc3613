import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFlood } from '../../src/queue/flood.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function open() {
  const clock = createFakeClock();
  const flood = createFlood(clock);
  const stored = Promise.withResolvers<void>();
  /** So many arrive at once; resolves when they are stored. */
  function arrive(count: number): Promise<unknown> {
    return Promise.all(Array.from({ length: count }, () => flood.count(stored.promise)));
  }
  /** Begins a pause and notes its end. */
  function pause(): { over: boolean } {
    const noted = { over: false };
    void flood.pause().then(() => (noted.over = true));
    return noted;
  }
  return { clock, flood, arrive, pause, stored };
}

describe('a flood', () => {
  it('is nothing that 15 at once are', async () => {
    const { clock, arrive, pause } = open();
    void arrive(15);

    const paused = pause();
    await clock.advance(0);

    assert.equal(paused.over, true);
  });

  it('lets jobs begin every 40 ms however long it lasts', async () => {
    const { clock, arrive, pause } = open();
    void arrive(16);

    const first = pause();
    await clock.advance(39);
    const early = first.over;
    await clock.advance(1);
    const second = pause();
    await clock.advance(39);

    assert.deepEqual([early, first.over, second.over], [false, true, false]);
  });

  it('is over 40 ms after the last of it began', async () => {
    const { clock, arrive, pause, stored } = open();
    const all = arrive(16);
    stored.resolve();
    await all;

    const soon = pause();
    await clock.advance(40);
    const later = pause();
    await clock.advance(0);

    assert.deepEqual([soon.over, later.over], [true, true]);
  });

  it('is forgotten for whoever waits for the jobs', async () => {
    const { clock, flood, arrive, pause, stored } = open();
    const all = arrive(16);
    const begun = pause();
    stored.resolve();
    await all;

    flood.forget();
    const next = pause();
    await clock.advance(0);

    assert.deepEqual([begun.over, next.over], [true, true]);
  });
});
