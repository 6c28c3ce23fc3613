import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { foldText } from '../../src/core/parse/fold.ts';
import { LOCALES, type Locale } from '../../src/core/settings.ts';
import type { Value } from '../../src/core/text.ts';
import { locales, words } from '../support/words.ts';

const LONGEST_LABEL = 20;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Kinds of elements, as the parser numbers them. */
const LITERAL = 0;
const SELECT = 5;

type Elements = ReturnType<IntlMessageFormat['getAst']>;

function textsOf(locale: Locale): [key: string, text: string][] {
  return Object.entries(locales[locale]).flatMap(([key, text]) =>
    typeof text === 'string' ? [[key, text]] : [],
  );
}

function parse(text: string, locale: Locale): Elements {
  return new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst();
}

/** Every placeholder by name, a choice with its options: what a translation must keep. */
function placeholdersOf(elements: Elements): string[] {
  const found = elements.flatMap((element): string[] => {
    const kind: number = element.type;
    if (kind === LITERAL || !('value' in element)) return [];
    if (!('options' in element)) return [element.value];
    const inside = Object.values(element.options).flatMap(({ value }) => placeholdersOf(value));
    const choices = Object.keys(element.options).toSorted().join(', ');
    return [kind === SELECT ? `${element.value} of ${choices}` : element.value, ...inside];
  });
  return [...new Set(found)].toSorted();
}

describe('the locale files', () => {
  for (const locale of LOCALES) {
    it(`have the same keys, sorted, in ${locale}`, () => {
      const keys = Object.keys(locales[locale]);

      assert.deepEqual(keys, Object.keys(locales.en).toSorted());
    });

    it(`have texts and lists in the same places in ${locale}`, () => {
      const differing = Object.entries(locales[locale]).filter(
        ([key, value]) => Array.isArray(value) !== Array.isArray(locales.en[key]),
      );

      assert.deepEqual(differing, []);
    });

    it(`are NFC and trimmed in ${locale}`, () => {
      const all = Object.values(locales[locale]).flat();

      const untidy = all.filter((text) => text !== text.normalize('NFC') || text !== text.trim());

      assert.deepEqual(untidy, []);
    });

    it(`hold messages that parse, with the placeholders of the English ones, in ${locale}`, () => {
      const english = new Map(textsOf('en'));
      const texts = textsOf(locale).filter(([key]) => !key.startsWith('formats.'));

      const differing = texts.filter(([key, text]) => {
        const there = placeholdersOf(parse(english.get(key) ?? '', 'en'));
        return placeholdersOf(parse(text, locale)).join() !== there.join();
      });

      assert.ok(texts.length > 0);
      assert.deepEqual(differing, []);
    });

    it(`have formats that choose among the parts a value has in ${locale}`, () => {
      const parts: { [kind: string]: string[] } = {
        money: ['amount', 'code', 'sign'],
        date: ['day', 'dd', 'mm', 'month', 'monthName', 'weekday', 'year'],
        time: ['day', 'dd', 'hour', 'minute', 'mm', 'month', 'monthName', 'weekday', 'year'],
        month: ['month', 'monthName', 'year'],
        zoned: ['time', 'zone'],
      };
      const formats = textsOf(locale).filter(([key]) => key.startsWith('formats.'));

      const unknown = formats.flatMap(([key, text]) => {
        const known = parts[key.split('.')[1] ?? ''] ?? [];
        return placeholdersOf(parse(text, locale)).filter((name) => !known.includes(name));
      });

      assert.ok(formats.length > 0);
      assert.deepEqual(unknown, []);
    });

    it(`keep the register in ${locale}`, () => {
      const never: Record<Locale, RegExp> = {
        en: /\(s\)|\bwe\b|!/i,
        th: /ครับ|ค่ะ|นะคะ|ผม|ฉัน|เรา(?!ย)|!/,
        vi: /quý khách|(?<!\p{L})(?:ạ|nhé)(?!\p{L})|(?:các|những) (?:\d|\{)|\s[:?!]/iu,
        ja: /させていただ|恐れ入り|あなた|お客様|[!?]$/,
      };

      // The mall's administration calls itself so.
      const wrong = textsOf(locale).filter(([, text]) =>
        never[locale].test(text.replaceAll('Wow! manager', 'Wow manager')),
      );

      assert.deepEqual(wrong, []);
    });
  }
});

describe('labels', () => {
  const largest: Value[] = [
    { money: { amount: 123_456_789, currency: 'THB' } },
    { money: { amount: 100_000_000, currency: 'VND' } },
    { money: { amount: 10_000_000, currency: 'JPY' } },
  ];

  /** The label with its largest values, one text per currency. */
  function drawn(key: string, locale: Locale): string[] {
    const view = { locale, timeZone: 'UTC', shopZone: 'UTC', now: 0 };
    const names = placeholdersOf(parse(String(locales[locale][key]), locale));
    return largest.map((amount) => {
      const values = names.map((name): [string, Value] => [
        name,
        name === 'amount' ? amount : 9999,
      ]);
      return words.say({ key, values: Object.fromEntries(values) }, view);
    });
  }

  function isLong(key: string, locale: Locale): boolean {
    return drawn(key, locale).some((label) => [...graphemes.segment(label)].length > LONGEST_LABEL);
  }

  for (const locale of LOCALES) {
    it(`fit on a button in ${locale}, or have a short twin that does`, () => {
      const keys = textsOf(locale)
        .map(([key]) => key)
        .filter((key) => key.startsWith('labels.') || /\.label(\.short)?$/.test(key));

      const long = keys.filter((key) => {
        const short = `${key}.short`;
        return isLong(key, locale) && (!words.has(short) || isLong(short, locale));
      });

      assert.ok(keys.length > 0);
      assert.deepEqual(long, []);
    });
  }
});

describe('command names', () => {
  it('belong to one command each, once folded', () => {
    const owners = new Map<string, Set<string>>();
    for (const { command, alias, asks } of words.vocabulary()) {
      if (asks) continue;
      const folded = foldText(alias);
      owners.set(folded, (owners.get(folded) ?? new Set()).add(command));
    }

    const shared = [...owners].filter(([, commands]) => commands.size > 1);

    assert.ok(owners.size > 0);
    assert.deepEqual(shared, []);
  });

  it('are never also words that only ask', () => {
    const asking = words.vocabulary().filter(({ asks }) => asks);
    const names = words.vocabulary().filter(({ asks }) => !asks);

    const both = asking.filter(({ alias }) =>
      names.some((name) => foldText(name.alias) === foldText(alias)),
    );

    assert.ok(asking.length > 0);
    assert.deepEqual(both, []);
  });
});

describe('words of amounts and months', () => {
  it('have one meaning each in all languages together', () => {
    const meanings = new Map<string, Set<string>>();
    for (const locale of LOCALES) {
      for (const [key, list] of Object.entries(locales[locale])) {
        if (!/^units\.(?!currency)|^months\./.test(key)) continue;
        for (const word of [list].flat()) {
          const folded = `${key.split('.')[0]} ${foldText(word)}`;
          meanings.set(folded, (meanings.get(folded) ?? new Set()).add(key));
        }
      }
    }

    const torn = [...meanings].filter(([, keys]) => keys.size > 1);

    assert.ok(meanings.size > 50);
    assert.deepEqual(torn, []);
  });

  it('never make a currency of a power of ten', () => {
    const { currencies, scales } = words.numerals();

    const both = [...currencies.keys()].filter((word) => scales.has(word));

    assert.deepEqual(both, []);
  });
});
