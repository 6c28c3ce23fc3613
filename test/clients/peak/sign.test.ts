import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { timeSignature, timeStamp } from '../../../src/clients/peak/sign.ts';

describe('the signature of a call to PEAK', () => {
  it('is the stamp under the connectId, in lower-case hex', () => {
    assert.equal(
      timeSignature('20250115070809', 'demo_peakapi'),
      'f9badf28c349ab4ce4a02b89abf703342f9bb236',
    );
  });

  it('has its stamp in UTC, also when it is another day in Thailand', () => {
    assert.equal(
      timeStamp(Temporal.Instant.from('2025-01-15T01:30:09.999+07:00')),
      '20250114183009',
    );
  });
});
