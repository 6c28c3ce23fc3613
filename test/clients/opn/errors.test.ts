import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainOpnError } from '../../../src/clients/opn/errors.ts';

describe('explainOpnError', () => {
  it("gives Opn's code and words", () => {
    const body = { object: 'error', location: '', code: 'failed_refund', message: 'no' };

    const explained = explainOpnError(400, body);

    assert.deepEqual(explained, { code: 'failed_refund', words: 'no' });
  });

  it('gives a code that nobody has seen', () => {
    const explained = explainOpnError(422, { object: 'error', code: 'brand_new' });

    assert.deepEqual(explained, { code: 'brand_new' });
  });

  for (const body of ['<html>503</html>', undefined, null, {}, { object: 'charge', code: 'x' }]) {
    it(`gives nothing for ${JSON.stringify(body)}`, () => {
      const explained = explainOpnError(503, body);

      assert.equal(explained, null);
    });
  }
});
