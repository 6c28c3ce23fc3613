/**
 * Undoes Telex and VNI, the two ways to type Vietnamese marks with letters and digits, when they were left in a text:
 * `hoanf tieenf` and `hoan2 tie6n2` are `hoan tien`.
 */
export function dropToneKeys(text: string): string {
  return text.replace(/\p{L}[\p{L}\p{N}]*/gu, (word) => dropTelex(dropVni(word)));
}

function dropVni(word: string): string {
  return word.replace(/(?<=\p{L})\d/gu, '');
}

/** Marks are written by doubling (aa, dd) or by w, tones by s f r x j z, which never end a syllable. */
function dropTelex(word: string): string {
  const vowel = word.search(/[aeiouy]/i);
  if (vowel === -1) return word;
  const head = word.slice(0, vowel).replace(/dd/i, 'd');
  const tail = word.slice(vowel).replace(/([aeo])\1/gi, '$1');
  return head + tail.replace(/[sfrxjzwd]/gi, '');
}
