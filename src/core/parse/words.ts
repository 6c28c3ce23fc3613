const QUOTES: { [open: string]: string } = {
  '"': '"',
  "'": "'",
  '\u201c': '\u201d',
  '\u2018': '\u2019',
  '\u300c': '\u300d',
  '\u300e': '\u300f',
  '\uff02': '\uff02',
};

/**
 * Splits at spaces of any width. What stands in quotes is one word, without them; a quote that is not closed, or stands
 * inside a word, is a character like any other. Words keep the shape they were typed in.
 */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const word = quoted(rest) ?? plain(rest);
    if (word.value !== '') words.push(word.value);
    rest = rest.slice(word.length).trimStart();
  }
  return words;
}

type Word = { value: string; length: number };

function quoted(text: string): Word | null {
  const close = QUOTES[text.charAt(0)];
  if (close === undefined) return null;
  for (let end = text.indexOf(close, 1); end !== -1; end = text.indexOf(close, end + 1)) {
    const after = text.charAt(end + 1);
    if (after.trim() === '') return { value: text.slice(1, end).trim(), length: end + 1 };
  }
  return null;
}

function plain(text: string): Word {
  const length = /^\S+/.exec(text)?.[0].length ?? text.length;
  return { value: text.slice(0, length), length };
}
