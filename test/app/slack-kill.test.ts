import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemClock } from '../../src/lib/clock.ts';
import { everyStep, until } from '../support/kill-world.ts';
import { killAt, openSlackWorld, previewed, said, startChild, tap } from '../support/kill-slack.ts';

/** Intake, mark, turn, execution, and the operation before and after Opn is asked. */
const WRITES = 6;
const DONE = '✅ Refunded ฿500.00';

describe('a refund tapped in Slack and killed while it is made', { concurrency: 3 }, () => {
  for (const step of everyStep(WRITES)) {
    it(`is answered after the restart, made once: ${step.name}`, async (t) => {
      const world = await openSlackWorld(t);
      const child = await startChild(t, world);
      const { charge, ts } = await previewed(world);
      await systemClock.sleep(100);

      const { dead } = await killAt(step, { child, opn: world.opn });
      const { outcome } = await tap(world, ts);
      await dead;
      await startChild(t, world);
      if (outcome !== 200 && said(world, DONE) === 0) await tap(world, ts).catch(() => {});
      await until('the answer is there', () => said(world, DONE) > 0);
      await systemClock.sleep(200);

      assert.equal(world.opn.refundsOf(charge).length, 1);
      assert.equal(said(world, DONE), 1);
    });
  }

  it('needs no second tap once the first is on disk', async (t) => {
    const world = await openSlackWorld(t);
    const child = await startChild(t, world);
    const { charge, ts } = await previewed(world);
    await systemClock.sleep(100);
    const step = { name: 'intake', write: 1, when: 'after' } as const;

    const { dead } = await killAt(step, { child, opn: world.opn });
    const { outcome } = await tap(world, ts);
    await dead;
    await startChild(t, world);
    await until('the answer is there', () => said(world, DONE) > 0);

    assert.equal(outcome, 'connection_failed');
    assert.equal(world.opn.refundsOf(charge).length, 1);
  });
});
