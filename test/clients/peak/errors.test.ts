import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainPeakError, refusalOf } from '../../../src/clients/peak/errors.ts';

function codeOf(resCode: string | undefined, resDesc: string, writes = true) {
  const refusal = refusalOf({ resCode, resDesc }, writes);
  return refusal && [refusal.code, refusal.effect];
}

describe('what PEAK says went wrong', () => {
  it('is nothing for 200 and where no code stands', () => {
    assert.equal(codeOf('200', 'Success'), null);
    assert.equal(codeOf(undefined, ''), null);
  });

  it('has names where its codes are known, and its own code where not', () => {
    assert.deepEqual(codeOf('315', 'Transaction number duplicated'), [
      'duplicate-number',
      'refused',
    ]);
    assert.deepEqual(codeOf('100', ''), ['duplicate-contact', 'refused']);
    assert.deepEqual(codeOf('600', ''), ['token', 'refused']);
    assert.deepEqual(codeOf('401', 'TimeSignature Unauthorized'), ['signature', 'refused']);
    assert.deepEqual(codeOf('400', 'ชื่อสินค้านี้ซ้ำในระบบ'), ['duplicate-name', 'refused']);
    assert.deepEqual(codeOf('400', 'issuedDate is required'), ['400', 'refused']);
  });

  it('is a refused token also under no code at all', () => {
    assert.deepEqual(codeOf(undefined, 'Invalid Client Token'), ['token', 'refused']);
  });

  it('leaves open what a write did when the code is a broken server’s', () => {
    assert.deepEqual(codeOf('500', 'Internal error'), ['500', 'unknown']);
    assert.deepEqual(codeOf('500', 'Internal error', false), ['500', 'none']);
  });

  it('is a limit with the time to wait, also where the body names none', () => {
    const waits = [
      explainPeakError(429, { type: 'ClientTokenLimit', retryAfterSeconds: 42 }),
      explainPeakError(429, { type: 'concurrency', retryAfterSeconds: null }),
      explainPeakError(429, '<html>'),
      explainPeakError(400, { message: 'Transaction Limit exceeded' }),
    ].map((explained) => [explained?.code, explained?.retryAfter]);

    assert.deepEqual(waits, [
      ['too-many', 42_000],
      ['concurrency', 8_000],
      ['too-many', 60_000],
      ['transaction-limit', 60_000],
    ]);
  });
});
