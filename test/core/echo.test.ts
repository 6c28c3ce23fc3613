import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fingerprint, originRef, readOrigin } from '../../src/core/echo.ts';

describe('an origin', () => {
  it('is read back from what the copy carries', () => {
    assert.deepEqual(readOrigin(originRef('nhanh', '9001')), { system: 'nhanh', id: '9001' });
  });

  it('is none where nobody copied', () => {
    for (const ref of [null, '', '1001', 'CNV-1001', 'nhanh:'])
      assert.equal(readOrigin(ref), null, String(ref));
  });
});

describe('a fingerprint', () => {
  it('does not depend on the order of fields', () => {
    const one = fingerprint({ a: 1, b: [{ c: null, d: 'x' }] });
    const other = fingerprint({ b: [{ d: 'x', c: null }], a: 1 });

    assert.equal(one, other);
  });

  it('changes with the content', () => {
    const contents = [{ a: 1 }, { a: '1' }, { a: [1] }, [1, 2], [2, 1], 'a', null, {}];

    const prints = new Set(contents.map((content) => fingerprint(content)));

    assert.equal(prints.size, contents.length);
  });

  it('meets no other among many', () => {
    const prints = new Set(Array.from({ length: 20_000 }, (_, id) => fingerprint({ id })));

    assert.equal(prints.size, 20_000);
  });
});
