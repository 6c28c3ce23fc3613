import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/core/clock.ts';

/** Opens a clock and the means to let its time pass, whole seconds at a time. */
export type OpenClock = (t: TestContext) => { clock: Clock; pass(ms: number): Promise<void> };

/** What every clock does. */
export function clockContract(name: string, open: OpenClock): void {
  describe(`a clock: ${name}`, () => {
    it('never goes back', (t) => {
      const { clock } = open(t);

      const earlier = clock.now();
      const later = clock.now();

      assert.ok(Temporal.Instant.compare(earlier, later) <= 0);
    });

    it('sleeps for as long as it is told', async (t) => {
      const { clock, pass } = open(t);
      const events: string[] = [];
      const asleep = clock.sleep(2_000).then(() => events.push('awake'));

      await pass(1_000);
      events.push('1 s');
      await pass(1_000);
      await asleep;

      assert.deepEqual(events, ['1 s', 'awake']);
    });

    it('wakes with the reason when it is told to', async (t) => {
      const { clock } = open(t);
      const reason = new Error('stopped');
      const controller = new AbortController();

      const asleep = clock.sleep(60_000, controller.signal);
      controller.abort(reason);

      await assert.rejects(asleep, reason);
    });

    it('does not fall asleep when it was told already', async (t) => {
      const { clock } = open(t);
      const reason = new Error('stopped');

      await assert.rejects(clock.sleep(60_000, AbortSignal.abort(reason)), reason);
    });

    it('calls every so often until it is told to end', async (t) => {
      const { clock, pass } = open(t);
      let calls = 0;
      const end = clock.every(2_000, () => void (calls += 1));

      await pass(6_000);
      const before = calls;
      end();
      await pass(6_000);

      assert.deepEqual([before, calls], [3, 3]);
    });

    it('does not call again what is still running', async (t) => {
      const { clock, pass } = open(t);
      const { promise, resolve } = Promise.withResolvers<void>();
      let calls = 0;
      const end = clock.every(1_000, () => {
        calls += 1;
        return calls === 1 ? promise : undefined;
      });

      await pass(3_000);
      const during = calls;
      resolve();
      await setImmediate();
      await pass(2_000);
      end();

      assert.equal(during, 1);
      assert.equal(calls, 3);
    });
  });
}
