import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fingerprint } from '../../../src/core/echo.ts';
import { decide, isDue, retryAfter } from '../../../src/features/loyalty/decide.ts';
import { readState, type State } from '../../../src/features/loyalty/row.ts';

const content = { name: 'Trà sen', price: 90_000 };
const hash = fingerprint(content);
const fresh = { hash: null, tried: null };

function state(status: State['status'], detail: Partial<State['detail']> = {}): State {
  return { status, detail: { ...readState(null).detail, ...detail } };
}

describe('what follows from content', () => {
  const cases = [
    ['writes what was never written', { known: fresh, takes: true }, { act: 'write', hash }],
    [
      'writes what is another',
      { known: { ...fresh, hash: 'old' }, takes: true },
      { act: 'write', hash },
    ],
    [
      'leaves what was last written',
      { known: { ...fresh, hash }, takes: true },
      { act: 'leave', hash },
    ],
    [
      'leaves it also where nothing is taken any more',
      { known: { ...fresh, hash }, takes: false },
      { act: 'leave', hash },
    ],
    [
      'holds what is not taken',
      { known: fresh, takes: false },
      { act: 'hold', reason: 'not-taken', missing: [] },
    ],
    [
      'holds what misses a product',
      { known: fresh, takes: true, missing: ['11'] },
      { act: 'hold', reason: 'product-unknown', missing: ['11'] },
    ],
    [
      'stays with what was refused',
      { known: { hash: null, tried: hash }, takes: true },
      { act: 'stay' },
    ],
    [
      'writes another than was refused',
      { known: { hash: null, tried: 'old' }, takes: true },
      { act: 'write', hash },
    ],
  ] as const;
  for (const [name, given, wanted] of cases)
    it(name, () => {
      const missing = 'missing' in given ? [...given.missing] : [];

      const choice = decide(content, { ...given, missing });

      assert.deepEqual(choice, wanted);
    });
});

describe('what is worth reading again', () => {
  const world = {
    now: 1_000,
    startedAt: 900,
    takes: false,
    has: (product: string) => product === '1',
  };
  const cases = [
    ['what waits', state('waiting'), true],
    ['what a webhook spoke of before the cycle', state('waiting', { hookAt: 900 }), true],
    [
      'not what it spoke of since: that is the next one’s',
      state('waiting', { hookAt: 901 }),
      false,
    ],
    ['not what is to wait longer', state('waiting', { retryAt: 1_001 }), false],
    ['what has waited long enough', state('waiting', { retryAt: 1_000 }), true],
    ['not what CNV still does not take', state('held', { reason: 'not-taken' }), false],
    [
      'what has all its products now',
      state('held', { reason: 'product-unknown', missing: ['1'] }),
      true,
    ],
    [
      'not what still misses one',
      state('held', { reason: 'product-unknown', missing: ['1', '2'] }),
      false,
    ],
    ['not what only a person can put right', state('held', { reason: 'no-lines' }), false],
    ['not what is synced', state('synced'), false],
    ['not what failed', state('failed'), false],
  ] as const;
  for (const [name, given, wanted] of cases)
    it(`is ${name}`, () => {
      assert.equal(isDue(given, world), wanted);
    });

  it('is what CNV takes now', () => {
    const held = state('held', { reason: 'not-taken' });

    assert.equal(isDue(held, { ...world, takes: true }), true);
  });

  it('comes less and less often, and at least every six hours', () => {
    const minutes = [0, 1, 2, 50].map((tries) => retryAfter(tries) / 60_000);

    assert.deepEqual(minutes, [5, 10, 20, 360]);
  });
});
