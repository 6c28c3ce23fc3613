import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { queryOf, sign } from '../../../src/clients/crossmall/sign.ts';

describe('the signature of CROSS MALL', () => {
  it('is what its manual computes for its own example', () => {
    const query = queryOf({
      account: 'ill',
      item_code: '090115-z-01',
      attribute1_name: 'S',
      attribute2_name: 'Black',
    });

    assert.equal(sign(query, 'mXCTpnoA'), `${query}&signing=db075c0464bd9cd150a1b60e397d8fb4`);
  });

  it('keeps the names in the order given and encodes values in UTF-8', () => {
    const query = queryOf({ phase_name: '発送待ち & +', account: 'ill' });

    assert.equal(query, 'phase_name=%E7%99%BA%E9%80%81%E5%BE%85%E3%81%A1%20%26%20%2B&account=ill');
  });
});
