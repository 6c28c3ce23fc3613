const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const ELLIPSIS = '…';
/** Characters that change how their neighbours look, or nothing at all: controls but line breaks, bidi marks. */
const INVISIBLE = /[[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]--[\n]]/gv;

/** How long a text may be, in what a reader sees as characters, in UTF-16 code units, or in both. */
export type Limit = { graphemes?: number; utf16?: number };

/** What a reader sees as one character each. */
export function graphemesOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

export function countGraphemes(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

/**
 * The text when it keeps the limit; else its longest beginning of whole graphemes that, with the `…` it then ends in,
 * does. A limit of zero gives an empty text.
 */
export function cut(text: string, limit: Limit): string {
  const graphemes = limit.graphemes ?? Infinity;
  const utf16 = limit.utf16 ?? Infinity;
  if (text.length <= Math.min(graphemes, utf16)) return text;
  const kept: string[] = [];
  let length = 0;
  let keptWithMark = 0;
  for (const { segment } of segmenter.segment(text)) {
    length += segment.length;
    if (kept.length + 1 > graphemes || length > utf16)
      return ended(kept.slice(0, keptWithMark), limit);
    kept.push(segment);
    if (kept.length + 1 <= graphemes && length + 1 <= utf16) keptWithMark = kept.length;
  }
  return text;
}

function ended(kept: string[], limit: Limit): string {
  if (limit.graphemes === 0 || limit.utf16 === 0) return '';
  const end = kept.findLastIndex((grapheme) => grapheme.trim() !== '');
  return kept.slice(0, end + 1).join('') + ELLIPSIS;
}

/** The text without control and bidi characters and lone surrogates; tabs become spaces, line breaks stay. */
export function visible(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\t', ' ').replace(INVISIBLE, '').toWellFormed();
}

/** `visible` on one line. */
export function oneLine(text: string): string {
  return visible(text).replaceAll('\n', ' ').trim();
}
