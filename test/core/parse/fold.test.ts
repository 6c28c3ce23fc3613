import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { asciiDigits, fold, foldText } from '../../../src/core/parse/fold.ts';

describe('fold', () => {
  const same: [string, string, string][] = [
    ['full-width letters and spaces', 'Ｒｅｆｕｎｄ　１２０４５', 'refund12045'],
    ['half-width katakana', 'ﾍﾙﾌﾟ', 'ヘルプ'],
    ['hiragana', 'へんきん', 'ヘンキン'],
    ['two SARA E', 'เเจ้งเตือน', 'แจ้งเตือน'],
    ['NIKHAHIT and SARA AA', 'ท\u0e4d\u0e32ไม', 'ทำไม'],
    ['NIKHAHIT before the tone mark', 'น\u0e4d\u0e49\u0e32', 'น้ำ'],
    ['Vietnamese marks', 'Hoàn Tiền ĐỔI', 'hoantiendoi'],
    ['marks typed apart', 'Hoàn tiền'.normalize('NFD'), 'hoantien'],
    ['old and new tone placement', 'huỷ', 'hủy'],
    ['zero-width spaces', 'คืน\u200bเงิน', 'คืนเงิน'],
    ['kinds of dashes', 'a−b‐c–d', 'a-b-c-d'],
    ['a dash for the long-vowel sign', 'レポ−ト', 'レポート'],
    ['both wave dashes', '〜', '～'],
  ];
  for (const [what, typed, meant] of same) {
    it(`reads ${what} as meant`, () => {
      const folded = foldText(typed);

      assert.equal(folded, foldText(meant));
      assert.ok(folded.length > 0);
    });
  }

  it('keeps the sound marks of Japanese and the tone marks of Thai', () => {
    const folded = [foldText('が'), foldText('か'), foldText('ค่า'), foldText('คา')];

    assert.equal(new Set(folded).size, 4);
  });

  it('leads back to the original', () => {
    const { text, ends } = fold('Hoàn  tiền 500');

    const end = ends[text.indexOf('500') - 1];
    assert.equal('Hoàn  tiền 500'.slice(end), ' 500');
  });

  it('is idempotent on any text', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 40 });
    const hardText = fc.string({
      unit: fc.constantFrom(...Array.from('เแนําำ้่ ーぁンﾌﾟ゛がđÐİßﬁ½e´ุ ลัﱞ\u0301\u0308\u200d\u200b')),
      maxLength: 12,
    });

    const texts = fc.oneof(anyText, hardText);
    fc.assert(
      fc.property(texts, (text) => foldText(foldText(text)) === foldText(text)),
      { numRuns: 5000 },
    );
  });

  it('has one offset per code unit, never going backwards', () => {
    const anyText = fc.string({ unit: 'grapheme', maxLength: 40 });

    fc.assert(
      fc.property(anyText, (original) => {
        const { text, starts, ends } = fold(original);
        assert.equal(starts.length, text.length);
        assert.equal(ends.length, text.length);
        assert.deepEqual(
          starts,
          starts.toSorted((a, b) => a - b),
        );
        assert.ok(ends.every((end) => end <= original.length));
      }),
    );
  });
});

describe('asciiDigits', () => {
  it('reads Thai, full-width and Arabic digits', () => {
    const read = ['๑๒๐๔๕', '１２３４', '٠٩', '0123456789', '𝟘𝟡'].map(asciiDigits);

    assert.deepEqual(read, ['12045', '1234', '09', '0123456789', '09']);
  });
});
