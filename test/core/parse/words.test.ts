import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { splitWords } from '../../../src/core/parse/words.ts';

describe('splitWords', () => {
  const cases: [string, string[]][] = [
    [' chrg_1  500 damaged ', ['chrg_1', '500', 'damaged']],
    ['chrg_1　５００　破損', ['chrg_1', '５００', '破損']],
    ['chrg_1 "came broken" 5', ['chrg_1', 'came broken', '5']],
    ['“hàng hỏng” x', ['hàng hỏng', 'x']],
    ["'a b' c", ['a b', 'c']],
    ['「壊れていた 箱」 x', ['壊れていた 箱', 'x']],
    ["it's the buyer's", ["it's", 'the', "buyer's"]],
    ['"never closed', ['"never', 'closed']],
    ['say"hi there"', ['say"hi', 'there"']],
    ['"a "b" c" d', ['a "b', 'c"', 'd']],
    ['"" x', ['x']],
    ['', []],
  ];
  for (const [text, words] of cases) {
    it(`splits ${text || 'nothing'}`, () => {
      const split = splitWords(text);

      assert.deepEqual(split, words);
    });
  }

  it('ends on any text, with words that occur in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        splitWords(text).every((word) => word !== '' && text.includes(word)),
      ),
    );
  });
});
