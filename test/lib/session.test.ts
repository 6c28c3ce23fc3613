import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UpstreamError } from '../../src/core/errors.ts';
import { createSession, type Session } from '../../src/lib/session.ts';
import { createFakeClock } from '../support/fake-clock.ts';

type Pass = { number: number };

function open(fetch: () => Promise<Pass>) {
  const clock = createFakeClock();
  const session: Session<Pass> = createSession({ clock, life: 1000, fetch });
  return { clock, session };
}

describe('a session', () => {
  it('is fetched once for everybody who waits, and again when its life is over', async () => {
    let fetched = 0;
    const { clock, session } = open(async () => ({ number: (fetched += 1) }));

    const together = await Promise.all([session.current(), session.current()]);
    await clock.advance(1000);
    const later = await session.current();

    assert.deepEqual(together, [{ number: 1 }, { number: 1 }]);
    assert.deepEqual(later, { number: 2 });
  });

  it('is renewed once for everybody who holds the dead one', async () => {
    let fetched = 0;
    const { session } = open(async () => ({ number: (fetched += 1) }));
    const dead = await session.current();

    const first = await session.renew(dead);
    const late = await session.renew(dead);

    assert.deepEqual([first.number, late.number], [2, 2]);
  });

  it('is not asked for again while the remote system asks to wait', async () => {
    let fetched = 0;
    const { clock, session } = open(async () => {
      fetched += 1;
      throw new UpstreamError('peak', { effect: 'none', code: 'too-many', retryAfter: 60_000 });
    });

    await assert.rejects(session.current(), { code: 'too-many' });
    await assert.rejects(session.current(), { code: 'too-many' });
    const before = fetched;
    await clock.advance(60_000);
    await assert.rejects(session.current(), { code: 'too-many' });

    assert.deepEqual([before, fetched], [1, 2]);
  });

  it('is asked for again after any other failure', async () => {
    let fetched = 0;
    const { session } = open(async () => {
      fetched += 1;
      if (fetched === 1) throw new Error('broken');
      return { number: fetched };
    });

    await assert.rejects(session.current(), { message: 'broken' });

    assert.deepEqual(await session.current(), { number: 2 });
  });
});
