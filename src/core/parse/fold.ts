/** A text made comparable, with the way back: `starts[i]` and `ends[i]` bound, in the original, what `text[i]` came from. */
export type Folded = { text: string; starts: readonly number[]; ends: readonly number[] };

type Unit = { char: string; start: number; end: number };

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Folds away what people do not mean when they type: width, case, spaces and invisible characters, Latin marks
 * (hoàn = hoan), hiragana or katakana, kinds of dashes, and two Thai vowels typed as two keys each.
 */
export function fold(original: string): Folded {
  const { text, places } = visible(original);
  const units = joinThaiVowels(
    [...graphemes.segment(text)].flatMap((part) => unitsOf(part, places)),
  );
  return {
    text: units.map(({ char }) => char).join(''),
    starts: units.flatMap(({ char, start }) => Array.from({ length: char.length }, () => start)),
    ends: units.flatMap(({ char, end }) => Array.from({ length: char.length }, () => end)),
  };
}

/** The folded text alone, for what is compared but never cut. */
export function foldText(original: string): string {
  return fold(original).text;
}

/** Digits of every script as 0-9: ๕๐๐ and ５００ are 500. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
}

/** Unicode keeps the ten digits of a script together, zero first, in blocks that start at a non-digit. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let below = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - below - 1))) below += 1;
  return below % 10;
}

const INVISIBLE = /[\p{White_Space}\p{Cf}\p{Cc}]/u;

/** What can be seen, and for each of its code units the place in the original. */
function visible(original: string): { text: string; places: number[] } {
  const places: number[] = [];
  let end = 0;
  const seen = Array.from(original).filter((char) => {
    const start = end;
    end += char.length;
    if (INVISIBLE.test(char)) return false;
    for (let place = start; place < end; place += 1) places.push(place);
    return true;
  });
  return { text: seen.join(''), places };
}

function unitsOf({ segment, index }: Intl.SegmentData, places: readonly number[]): Unit[] {
  const start = places[index] ?? 0;
  const end = (places[index + segment.length - 1] ?? 0) + 1;
  return Array.from(foldGrapheme(segment), (char) => ({ char, start, end }));
}

const LATIN_MARKS = /[\u0300-\u036f]/g;
/** A mark standing alone is a space with the mark on it, once taken apart. */
const SPACED_MARKS = /\p{White_Space}\p{M}*/gu;
const WAVE_DASH = /\u301c/g;
/** The long-vowel sign counts too: it is typed for a dash, and a dash for it. */
const DASHES = /[\p{Pd}\u2212\u30fc]/gu;
const HIRAGANA = /[\u3041-\u3096\u309d\u309e]/g;

function foldGrapheme(grapheme: string): string {
  return plainLetters(grapheme)
    .replace(SPACED_MARKS, '')
    .replace(WAVE_DASH, '~')
    .replace(DASHES, '-')
    .replace(HIRAGANA, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60));
}

function plainLetters(grapheme: string): string {
  const lower = grapheme.normalize('NFKC').toLowerCase();
  const unmarked = lower.normalize('NFD').replace(LATIN_MARKS, '').normalize('NFKC');
  return unmarked.replaceAll('\u0111', 'd');
}

const SARA_E = '\u0e40';
const SARA_AE = '\u0e41';
const NIKHAHIT = '\u0e4d';
const SARA_AA = '\u0e32';
const SARA_AM = '\u0e33';
const TONE = /^[\u0e48-\u0e4b]$/;

/** Two SARA E are one SARA AE; NIKHAHIT and SARA AA, also around a tone mark, are one SARA AM. */
function joinThaiVowels(units: readonly Unit[]): Unit[] {
  const joined: Unit[] = [];
  for (const unit of units) {
    const last = joined.at(-1);
    if (last?.char === SARA_E && unit.char === SARA_E) {
      joined.splice(-1, 1, { ...last, char: SARA_AE, end: unit.end });
    } else if (unit.char === SARA_AA && dropNikhahit(joined)) {
      joined.push({ ...unit, char: SARA_AM });
    } else {
      joined.push(unit);
    }
  }
  return joined;
}

function dropNikhahit(units: Unit[]): boolean {
  const back = TONE.test(units.at(-1)?.char ?? '') ? -2 : -1;
  if (units.at(back)?.char !== NIKHAHIT) return false;
  units.splice(back, 1);
  return true;
}
