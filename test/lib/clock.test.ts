import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { systemClock } from '../../src/lib/clock.ts';
import { clockContract } from '../contracts/clock.ts';
import { createFakeClock } from '../support/fake-clock.ts';

/** The machine's timers moved by hand, a second at a time, with room for what each one starts. */
function openSystemClock(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1_000) {
      t.mock.timers.tick(1_000);
      for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    }
  }
  return { clock: systemClock, pass };
}

clockContract('the system', openSystemClock);
clockContract('by hand', () => {
  const clock = createFakeClock();
  return { clock, pass: (ms) => clock.advance(ms) };
});

describe('the system clock', () => {
  it('tells the time', () => {
    const before = Date.now();

    const now = systemClock.now().epochMilliseconds;

    assert.ok(now >= before && now <= Date.now());
  });

  it('refuses to tick between seconds', () => {
    for (const ms of [0, 500, 1_500, -1_000])
      assert.throws(() => systemClock.every(ms, () => undefined), /whole seconds/);
  });

  it('sleeps longer than a timer can wait', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const month = 30 * 24 * 3_600_000;
    let awake = false;
    const asleep = systemClock.sleep(month).then(() => (awake = true));

    t.mock.timers.tick(2 ** 31 - 1);
    for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    const early = awake;
    t.mock.timers.tick(month - (2 ** 31 - 1));
    await asleep;

    assert.equal(early, false);
  });
});
