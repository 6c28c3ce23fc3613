import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { countGraphemes, cut, graphemesOf, oneLine, visible } from '../../src/lib/cut.ts';

const FAMILY = '👨‍👩‍👧‍👦';

describe('cut', () => {
  it('leaves a text that fits as it is', () => {
    const text = 'คืนเงิน';

    const short = cut(text, { utf16: text.length });

    assert.equal(short, text);
  });

  it('counts the mark as part of the limit', () => {
    const text = 'abcdef';

    const short = cut(text, { graphemes: 4 });

    assert.equal(short, 'abc…');
  });

  it('counts a family emoji as one grapheme but eleven code units', () => {
    const text = FAMILY.repeat(3);

    const byGraphemes = cut(text, { graphemes: 2 });
    const byUnits = cut(text, { utf16: 22 });

    assert.equal(byGraphemes, `${FAMILY}…`);
    assert.equal(byUnits, `${FAMILY}…`);
  });

  it('leaves only the mark when not even one grapheme fits', () => {
    const text = `e${'\u0301'.repeat(50)}`;

    const short = cut(text, { utf16: 10 });

    assert.equal(short, '…');
  });

  it('drops spaces before the mark', () => {
    const text = 'refund 500 damaged';

    const short = cut(text, { graphemes: 8 });

    assert.equal(short, 'refund…');
  });

  it('gives an empty text for a limit of zero', () => {
    const short = cut('abc', { graphemes: 0 });

    assert.equal(short, '');
  });

  it('keeps both limits and ends where a grapheme of the source ends', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const limit = fc.record({
      graphemes: fc.integer({ min: 1, max: 40 }),
      utf16: fc.integer({ min: 1, max: 80 }),
    });

    fc.assert(
      fc.property(text, limit, (source, { graphemes, utf16 }) => {
        const short = cut(source, { graphemes, utf16 });
        assert.ok(short.length <= utf16 && countGraphemes(short) <= graphemes);
        if (short === source) return;
        const kept = short.slice(0, -1);
        const beginnings = graphemesOf(source).map((_, index, all) => all.slice(0, index).join(''));
        assert.ok(beginnings.includes(kept));
      }),
    );
  });
});

describe('visible', () => {
  it('takes control and bidi characters and lone surrogates out', () => {
    const text = visible('Te\u202enban\u0007\r\nline\ud83d');

    assert.equal(text, 'Tenban\nline\ufffd');
  });

  it('keeps the joiners that emoji and Indic scripts need', () => {
    const text = visible(FAMILY);

    assert.equal(text, FAMILY);
  });
});

describe('oneLine', () => {
  it('joins lines with spaces', () => {
    const text = oneLine(' a\nb ');

    assert.equal(text, 'a b');
  });
});
