import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UpstreamError } from '../../src/core/errors.ts';
import { createRateLimit } from '../../src/lib/rate-limit.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const RULES = { system: 'nhanh', calls: 3, ms: 1_000, patience: 5_000 };

/** When each of many turns came, in milliseconds from the start. */
function open(rules: Partial<typeof RULES> = {}) {
  const clock = createFakeClock();
  const limit = createRateLimit(clock, { ...RULES, ...rules });
  const start = clock.now().epochMilliseconds;
  const since = (): number => clock.now().epochMilliseconds - start;
  const turns: number[] = [];
  async function ask(address = '/orders'): Promise<void> {
    await limit.turn(address);
    turns.push(since());
  }
  return { clock, limit, turns, ask, at: (ms: number) => start + ms };
}

describe('a rate limit', () => {
  it('lets only so many begin in any span', async () => {
    const { clock, turns, ask } = open();

    const all = Array.from({ length: 7 }, () => ask());
    await clock.advance(0);
    await clock.advance(3_000);
    await Promise.all(all);

    assert.deepEqual(turns, [0, 0, 0, 1_000, 1_000, 1_000, 2_000]);
  });

  it('slides with the time of each call', async () => {
    const { clock, turns, ask } = open();
    await ask();
    await clock.advance(600);
    await ask();
    await ask();

    const last = ask();
    await clock.advance(400);
    await last;

    assert.deepEqual(turns, [0, 600, 600, 1_000]);
  });

  it('counts each address by itself', async () => {
    const { turns, ask } = open({ calls: 1 });

    await Promise.all([ask('/orders'), ask('/products'), ask('/customers')]);

    assert.deepEqual(turns, [0, 0, 0]);
  });

  it('keeps off a locked address until it is unlocked', async () => {
    const { clock, limit, turns, ask, at } = open();
    limit.lock('/orders', at(2_500));

    const all = [ask('/orders'), ask('/products')];
    await clock.advance(0);
    await clock.advance(2_500);
    await Promise.all(all);

    assert.deepEqual(turns, [0, 2_500]);
  });

  it('holds who waits already when the address is locked', async () => {
    const { clock, limit, turns, ask, at } = open({ calls: 1 });
    await ask();
    const waiting = ask();

    limit.lock('/orders', at(4_000));
    await clock.advance(4_000);
    await waiting;

    assert.deepEqual(turns, [0, 4_000]);
  });

  it('refuses at once what would wait too long, and says how long', async () => {
    const { limit, turns, ask, at } = open();
    limit.lock('/orders', at(60_000));

    const refused = await ask().catch((error: unknown) => error);

    assert.ok(refused instanceof UpstreamError);
    assert.equal(refused.code, 'rate-locked');
    assert.equal(refused.effect, 'none');
    assert.equal(refused.retryAfter, 60_000);
    assert.deepEqual(turns, []);
  });

  it('says when its own calls are the reason, and does not count the refused', async () => {
    const { clock, turns, ask } = open({ calls: 1, ms: 4_000 });
    const first = [ask(), ask()];

    const refused = await ask().catch((error: unknown) => error);
    await clock.advance(4_000);
    const next = ask();
    await clock.advance(4_000);
    await Promise.all([...first, next]);

    assert.ok(refused instanceof UpstreamError);
    assert.equal(refused.code, 'rate-full');
    assert.deepEqual(turns, [0, 4_000, 8_000]);
  });
});
