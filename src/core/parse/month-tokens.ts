import { foldMonth, type MonthWord, type MonthWords } from './month-words.ts';

/** A number is a month or a year when a mark or an era beside it says so. */
export type Token =
  | Exclude<MonthWord, { kind: 'mark' }>
  | { kind: 'number'; digits: string; role: 'month' | 'year' | null };

type Piece = MonthWord | { kind: 'number'; digits: string };

/** Takes a text apart, or null when something in it has nothing to do with a month. */
export function readTokens(text: string, words: MonthWords): Token[] | null {
  const pieces: Piece[] = [];
  let rest = foldMonth(text);
  while (rest !== '') {
    const found = separator(rest) ?? number(rest) ?? known(rest, words);
    if (found === null) return null;
    if (found.piece !== null) pieces.push(found.piece);
    rest = rest.slice(found.length);
  }
  return pieces.flatMap((piece, index): Token[] => {
    if (piece.kind === 'mark') return [];
    return piece.kind === 'number'
      ? [{ ...piece, role: roleOf(pieces[index - 1], pieces[index + 1]) }]
      : [piece];
  });
}

type Found = { piece: Piece | null; length: number };

function separator(text: string): Found | null {
  return /^[-/.,]/.test(text) ? { piece: null, length: 1 } : null;
}

function number(text: string): Found | null {
  const digits = /^\d{1,6}(?!\d)/.exec(text)?.[0];
  return digits === undefined ? null : { piece: { kind: 'number', digits }, length: digits.length };
}

function known(text: string, words: MonthWords): Found | null {
  const word = [...words.keys()]
    .filter((key) => text.startsWith(key))
    .reduce((longest, key) => (key.length > longest.length ? key : longest), '');
  const piece = words.get(word);
  return piece === undefined ? null : { piece, length: word.length };
}

function roleOf(before: Piece | undefined, after: Piece | undefined): 'month' | 'year' | null {
  if (after?.kind === 'mark' && after.side === 'after') return after.of;
  if (before?.kind === 'mark' && before.side === 'before') return before.of;
  return before?.kind === 'era' || after?.kind === 'era' ? 'year' : null;
}
