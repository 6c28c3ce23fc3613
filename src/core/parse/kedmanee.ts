/** The Thai standard keyboard (Kedmanee, TIS 820-2538) beside the US one: what one key writes in each layout. */
const LATIN =
  '`1234567890-=qwertyuiop[]\\asdfghjkl;\'zxcvbnm,./~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?';
const THAI = '_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ';

const toThai = new Map(zip(Array.from(LATIN), Array.from(THAI)));
/** Only Thai letters lead back: signs and digits are on both layouts, and nobody means another one. */
const toLatin = new Map(
  zip(Array.from(THAI), Array.from(LATIN)).filter(([key]) => /\p{Script=Thai}/u.test(key)),
);

/** What the same keys would have written in the other layout: the one the text is not in. */
export function swapLayout(text: string): string {
  const swap = /^\P{L}*\p{Script=Thai}/u.test(text) ? toLatin : toThai;
  return Array.from(text.normalize('NFC'))
    .map((key) => swap.get(key) ?? key)
    .join('');
}

function zip(keys: readonly string[], values: readonly string[]): [string, string][] {
  return keys.map((key, index) => [key, values[index] ?? key]);
}
