import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UpstreamError } from '../../src/core/errors.ts';
import { delayAfter } from '../../src/queue/attempts.ts';

function asking(retryAfter?: number): UpstreamError {
  return new UpstreamError('opn', { effect: 'none', code: '429', retryAfter });
}

describe('delayAfter', () => {
  it('doubles from one second up to five minutes', () => {
    const delays = [1, 2, 3, 9, 10, 100].map((attempt) => delayAfter(attempt, new Error('no')));

    assert.deepEqual(delays, [1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
  });

  it('takes the longer of its own time and what the remote system asks', () => {
    assert.equal(delayAfter(1, asking(600_000)), 600_000);
    assert.equal(delayAfter(5, asking(2_000)), 16_000);
    assert.equal(delayAfter(1, asking()), 1_000);
  });
});
