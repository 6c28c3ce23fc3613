import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { baht, reasonText } from '../../../src/features/receipts/reasons.ts';

describe('the reason of a bill', () => {
  it('names what is missing to the satang where only the two amounts are known', () => {
    const words = reasonText('AMOUNT_MISMATCH', { paid: 52_999, total: 53_000 });

    assert.deepEqual('values' in words && words.values?.['difference'], baht(1));
  });

  it('keeps a difference that was noted', () => {
    const words = reasonText('AMOUNT_MISMATCH', { paid: 1, total: 9, difference: 5 });

    assert.deepEqual('values' in words && words.values?.['difference'], baht(5));
  });
});
