import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { vietnamesePhone } from '../../../src/core/parse/phone.ts';

describe('a phone number', () => {
  it('has one spelling however it is written', () => {
    const written = [
      '0901234567',
      '84901234567',
      '+84901234567',
      '+84 (0) 90 123-45-67',
      '0084 901 234 567',
      '901234567',
      '090.123.4567',
      '０９０１２３４５６７',
    ];

    const spellings = new Set(written.map(vietnamesePhone));

    assert.deepEqual([...spellings], ['0901234567']);
  });

  it('may begin with the digits of the country code', () => {
    assert.equal(vietnamesePhone('0841234567'), '0841234567');
    assert.equal(vietnamesePhone('841234567'), '0841234567');
    assert.equal(vietnamesePhone('84841234567'), '0841234567');
  });

  it('may be a landline', () => {
    assert.equal(vietnamesePhone('024 3825 1234'), '02438251234');
    assert.equal(vietnamesePhone('+84 24 3825 1234'), '02438251234');
  });

  it('of another country keeps its plus', () => {
    assert.equal(vietnamesePhone('+66 81 234 5678'), '+66812345678');
    assert.equal(vietnamesePhone('0066 81 234 5678'), '+66812345678');
  });

  it('is none where digits are missing or too many', () => {
    for (const written of ['', '0', '12345', '090123456', '09012345678', 'khách lẻ', '1900 1234'])
      assert.equal(vietnamesePhone(written), null, written);
  });
});
