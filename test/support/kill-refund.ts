import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { systemClock } from '../../src/lib/clock.ts';
import {
  arm,
  openWorld,
  previewed,
  said,
  startChild,
  type Step,
  until,
  type World,
} from './kill-world.ts';

export type KillOptions = {
  /** Where it runs; null: in a folder. */
  database(): Promise<string | null>;
  steps: Step[];
  /**
   * Writes of one confirmed refund: intake, mark, turn, operation, answer, delivery, and the pulse of its connection, which
   * comes at most every half minute. Checked by a test below.
   */
  writes: number;
};

function answered(world: World): Promise<void> {
  return until('the answer is there', () =>
    said(world).some((text) => text.includes('✅ Refunded')),
  );
}

/** Kills Tenban at each step of a refund, starts it again and counts refunds and answers. */
export function killRefund(name: string, { database, steps, writes }: KillOptions): void {
  describe(`a refund killed at any step, ${name}`, { concurrency: 3 }, () => {
    for (const step of steps) {
      it(`ends in one refund and one answer: ${step.name}`, async (t) => {
        const world = await openWorld(t, await database());
        const child = await startChild(t, world);
        const { charge, button } = await previewed(world);
        await systemClock.sleep(100);

        const { dead } = await arm(step, { child, opn: world.opn });
        const tap = await world.line.tap(world.user, button);
        // Where a write more or less was needed this time, everything was over before: then it dies of that.
        await Promise.race([dead, answered(world)]);
        child.kill('SIGKILL');
        await dead;
        await startChild(t, world);
        if (tap.outcomes[0] !== 200) await world.line.redeliver(tap.id);
        await answered(world);
        await systemClock.sleep(200);

        assert.equal(world.opn.refundsOf(charge).length, 1);
        assert.equal(said(world).filter((text) => text.includes('✅ Refunded')).length, 1);
      });
    }

    it('has been killed at every write there is', async (t) => {
      const world = await openWorld(t, await database());
      const child = await startChild(t, world);
      const { button } = await previewed(world);
      await systemClock.sleep(100);
      await arm({ name: 'never', write: 1_000, when: 'before' }, { child, opn: world.opn });

      await world.line.tap(world.user, button);
      await answered(world);
      await systemClock.sleep(200);
      const counted = new Promise((resolve) => child.once('message', resolve));
      child.send('count');

      const told = z.object({ writes: z.int() }).parse(await counted);
      assert.ok([writes - 1, writes].includes(told.writes), `${told.writes} writes`);
    });
  });
}
