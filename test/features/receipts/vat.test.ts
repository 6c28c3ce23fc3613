import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { vatInside, vatOnTop } from '../../../src/features/receipts/vat.ts';

describe('the VAT of an amount', () => {
  it('is 7/107 of an amount that contains it, halves up', () => {
    const vectors = [
      [10_700, 700],
      [10_000, 654],
      [100, 7],
      [19_900, 1_302],
      [53_550, 3_503],
      [123_456, 8_077],
      [6_155, 403],
    ] as const;

    for (const [gross, vat] of vectors) assert.equal(vatInside(gross), vat, String(gross));
  });

  it('is 7 % on top of an amount without it, halves up', () => {
    const vectors = [
      [10_000, 700],
      [50, 4],
      [49, 3],
      [53_000, 3_710],
    ] as const;

    for (const [net, vat] of vectors) assert.equal(vatOnTop(net), vat, String(net));
  });
});
