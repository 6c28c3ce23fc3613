import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bahtOf, satangOf } from '../../src/lib/baht.ts';

describe('baht in JSON', () => {
  it('come back as the satang they were written from', () => {
    for (let satang = 0; satang < 200_000; satang += 7) {
      const written: unknown = JSON.parse(JSON.stringify(bahtOf(satang)));
      assert.equal(satangOf(Number(written)), satang);
    }
  });

  it('are read from numbers and texts alike', () => {
    assert.deepEqual(
      [530, '530.00', '1,234.56', 0.29, '0', -20, 34.669_999_9].map(satangOf),
      [53_000, 53_000, 123_456, 29, 0, -2_000, 3_467],
    );
  });

  it('are null where no amount stands', () => {
    assert.deepEqual(['', ' ', 'free', Number.NaN, Infinity].map(satangOf), [
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
