import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { lockRunning, type RunningLock, whileNoneRuns } from '../../src/ledger/running-lock.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { cuttable } from '../support/cuttable.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { recordingLog } from '../support/log.ts';
import { newDatabase } from '../support/postgres.ts';

async function lock(t: TestContext, url: string, clock = createFakeClock()): Promise<RunningLock> {
  const running = await lockRunning({ url, clock, log: recordingLog().log });
  t.after(() => running.release());
  return running;
}

describe('the lock of those who run on a database', () => {
  it('tells the first that it is alone, and lets others in once that is shared', async (t) => {
    const url = await newDatabase();
    const first = await lock(t, url);
    const entering = lock(t, url);

    const early = await Promise.race([entering, systemClock.sleep(30)]);
    await first.share();
    const second = await entering;

    assert.deepEqual([first.alone, early, second.alone], [true, undefined, false]);
  });

  it('keeps out work that wants nobody to run, until the last has ended', async (t) => {
    const url = await newDatabase();
    const first = await lock(t, url);
    await first.share();
    const second = await lock(t, url);

    await first.release();
    await assert.rejects(
      whileNoneRuns(url, async () => 'done'),
      /Another Tenban is running on the database/,
    );
    await second.release();

    assert.equal(await whileNoneRuns(url, async () => 'done'), 'done');
  });

  it('is taken again when its session was lost', async (t) => {
    const url = await newDatabase();
    const way = await cuttable(t, url);
    const clock = createFakeClock();
    const running = await lock(t, way.url, clock);
    await running.share();

    way.cut();
    while ((await whileNoneRuns(url, async () => 'free').catch(() => 'held')) === 'held')
      await systemClock.sleep(2);
    await clock.advance(1_000);
    way.mend();
    let held = false;
    for (let second = 0; second < 100 && !held; second += 1) {
      await clock.advance(1_000);
      await systemClock.sleep(5);
      held = (await whileNoneRuns(url, async () => 'free').catch(() => 'held')) === 'held';
    }

    assert.ok(held);
  });
});
