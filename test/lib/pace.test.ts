import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPace } from '../../src/lib/pace.ts';
import { createFakeClock } from '../support/fake-clock.ts';

describe('a pace', () => {
  it('lets calls that come together begin one after the other, in the order asked', async () => {
    const clock = createFakeClock();
    const pace = createPace(clock, 1_000);
    const start = clock.now().epochMilliseconds;
    const begun: [string, number][] = [];
    const call = async (name: string): Promise<void> => {
      await pace();
      begun.push([name, clock.now().epochMilliseconds - start]);
    };

    const calls = Promise.all(['a', 'b', 'c'].map(call));
    await clock.advance(0);
    await clock.advance(5_000);
    await calls;

    assert.deepEqual(begun, [
      ['a', 0],
      ['b', 1_000],
      ['c', 2_000],
    ]);
  });

  it('does not hold back a call that comes late enough', async () => {
    const clock = createFakeClock();
    const pace = createPace(clock, 1_000);
    await pace();
    await clock.advance(1_000);

    const begun = await Promise.race([pace().then(() => 'begun'), Promise.resolve().then(wait)]);

    assert.equal(begun, 'begun');
  });
});

async function wait(): Promise<string> {
  await new Promise((resolve) => setImmediate(resolve));
  return 'waits';
}
