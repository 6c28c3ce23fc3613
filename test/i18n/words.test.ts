import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { readCommand } from '../../src/core/parse/command-name.ts';
import type { Locale } from '../../src/core/settings.ts';
import { readLocales } from '../../src/i18n/locales.ts';
import { createWords, type View } from '../../src/i18n/words.ts';
import { COMMAND_TABLE } from '../support/command-table.ts';
import { recordingLog } from '../support/log.ts';
import { locales, words } from '../support/words.ts';

const NBSP = '\u00a0';
const NOW = Date.UTC(2026, 10, 25, 3);

function viewOf(locale: Locale, zones: Partial<View> = {}): View {
  return { locale, timeZone: 'Asia/Bangkok', shopZone: 'Asia/Bangkok', now: NOW, ...zones };
}

/** Any text with one value, in every language. */
function catalogsWith(text: string): typeof locales {
  const add = (locale: Locale) => ({ ...locales[locale], 'test.text': text });
  return { en: add('en'), th: add('th'), vi: add('vi'), ja: add('ja') };
}

const echo = createWords(catalogsWith('{value}'));

describe('money', () => {
  const cases: [Locale, number, string, string][] = [
    ['th', 125_000, 'THB', '1,250.00 บาท'],
    ['th', 500_000, 'VND', '500,000 VND'],
    ['th', 3300, 'JPY', '3,300 JPY'],
    ['vi', 1_250_000, 'VND', `1.250.000${NBSP}₫`],
    ['vi', 125_000, 'THB', `1.250,00${NBSP}THB`],
    ['ja', 3300, 'JPY', '3,300円'],
    ['ja', 125_000, 'THB', '1,250.00 THB'],
    ['en', 125_000, 'THB', '฿1,250.00'],
    ['en', 500_000, 'VND', '₫500,000'],
    ['en', 3300, 'JPY', '¥3,300'],
    ['en', 1000, 'USD', `USD${NBSP}10.00`],
    ['en', -150_000, 'THB', '-฿1,500.00'],
    ['th', -5, 'THB', '-0.05 บาท'],
    ['en', Number.MAX_SAFE_INTEGER, 'THB', '฿90,071,992,547,409.91'],
  ];
  for (const [locale, amount, currency, expected] of cases) {
    it(`is ${expected} to a reader of ${locale}`, () => {
      const value = { money: { amount, currency } };

      const said = echo.say({ key: 'test.text', values: { value } }, viewOf(locale));

      assert.equal(said, expected);
    });
  }
});

describe('times', () => {
  const near = '2026-11-22T03:05:00Z';
  const far = '2026-03-05T03:05:00Z';
  const cases: [Locale, string, 'date' | 'time', string][] = [
    ['th', near, 'time', '22 พ.ย. 10:05 น.'],
    ['th', far, 'time', '5 มี.ค. 2569 10:05 น.'],
    ['th', near, 'date', '22 พ.ย.'],
    ['th', far, 'date', '5 มี.ค. 2569'],
    ['vi', near, 'time', '10:05 22/11/2026'],
    ['vi', far, 'date', '05/03/2026'],
    ['ja', near, 'time', '11月22日（日）10:05'],
    ['ja', far, 'time', '2026年3月5日（木）10:05'],
    ['ja', near, 'date', '11月22日（日）'],
    ['en', near, 'time', '22 Nov 2026, 10:05'],
    ['en', far, 'date', '5 Mar 2026'],
    ['th', '2027-11-22T03:05:00Z', 'date', '22 พ.ย. 2570'],
  ];
  for (const [locale, at, as, expected] of cases) {
    it(`are ${expected} to a reader of ${locale}`, () => {
      const said = echo.say({ key: 'test.text', values: { value: { at, as } } }, viewOf(locale));

      assert.equal(said, expected);
    });
  }

  it('are date and time unless asked otherwise', () => {
    const said = echo.say({ key: 'test.text', values: { value: { at: near } } }, viewOf('en'));

    assert.equal(said, '22 Nov 2026, 10:05');
  });

  const zoned: [Locale, string, string][] = [
    ['th', 'Asia/Bangkok', '22 พ.ย. 10:05 น. (เวลาไทย)'],
    ['vi', 'Asia/Ho_Chi_Minh', '10:05 22/11/2026 (giờ Việt Nam)'],
    ['ja', 'Asia/Tokyo', '11月22日（日）12:05（日本時間）'],
    ['en', 'Asia/Bangkok', '22 Nov 2026, 10:05 (Bangkok time)'],
    ['en', 'Europe/Berlin', '22 Nov 2026, 04:05 (GMT+1)'],
  ];
  for (const [locale, shopZone, expected] of zoned) {
    it(`name the shop's zone for a reader elsewhere: ${expected}`, () => {
      const view = viewOf(locale, { shopZone, timeZone: 'America/Lima' });

      const said = echo.say({ key: 'test.text', values: { value: { at: near } } }, view);

      assert.equal(said, expected);
    });
  }

  it('cross midnight with the zone of the shop', () => {
    const view = viewOf('en', { shopZone: 'Asia/Tokyo', timeZone: 'Asia/Tokyo' });

    const value = { at: '2026-12-31T15:30:00Z' };
    const said = echo.say({ key: 'test.text', values: { value } }, view);

    assert.equal(said, '1 Jan 2027, 00:30');
  });
});

describe('texts', () => {
  it('count in the words of the language', () => {
    const counted = createWords(catalogsWith('{n, plural, one {# order} other {# orders}}'));

    const said = [1, 2, 1234].map((n) =>
      counted.say({ key: 'test.text', values: { n } }, viewOf('en')),
    );

    assert.deepEqual(said, ['1 order', '2 orders', '1,234 orders']);
  });

  it('keep angle brackets and apostrophes', () => {
    const quoting = createWords(catalogsWith("Don't refund <charge>"));

    assert.equal(quoting.say({ key: 'test.text' }, viewOf('en')), "Don't refund <charge>");
  });

  it('carry other texts and remote words', () => {
    const inner = { text: { key: 'labels.back' } };

    assert.equal(echo.say({ key: 'test.text', values: { value: inner } }, viewOf('ja')), '戻る');
    assert.equal(echo.say({ raw: '{not} <ours>' }, viewOf('ja')), '{not} <ours>');
  });

  it('say back only the beginning of what somebody typed, whole characters of it', () => {
    const refusing = createWords(catalogsWith('“{given}” is no month'));
    const say = (given: string) =>
      refusing.say({ key: 'test.text', values: { given } }, viewOf('en'));

    assert.equal(say('กุ'.repeat(60)), `“${'กุ'.repeat(60)}” is no month`);
    assert.equal(say('กุ'.repeat(3_000)), `“${'กุ'.repeat(59)}…” is no month`);
  });

  it('throw without a log when a key or a value is missing', () => {
    assert.throws(
      () => words.say({ key: 'no.such' }, viewOf('th')),
      /"no\.such" cannot be written in th/,
    );
    assert.throws(
      () => echo.say({ key: 'test.text' }, viewOf('th')),
      /"test\.text" cannot be written/,
    );
    assert.throws(
      () => words.say({ key: 'commands.refund.also' }, viewOf('en')),
      /cannot be written/,
    );
  });

  it('fall back to English and are logged when there is a log', () => {
    const { log, lines } = recordingLog();
    const english = { ...locales, en: { ...locales.en, 'test.only': 'Paid {amount}' } };
    const lenient = createWords(english, { log });

    const amount = { money: { amount: 50_000, currency: 'THB' } };
    const said = [
      lenient.say({ key: 'test.only', values: { amount } }, viewOf('th')),
      lenient.say({ key: 'test.only' }, viewOf('th')),
      lenient.say({ key: 'no.such' }, viewOf('th')),
      lenient.say({ key: 'test.only', values: { amount: { at: 'never' } } }, viewOf('th')),
    ];

    assert.deepEqual(said, ['Paid ฿500.00', 'Paid {amount}', 'no.such', 'Paid {amount}']);
    assert.equal(lines.length, 4);
    assert.match(lines[0] ?? '', /a text could not be written/);
  });

  it('are known by key, and lists by language', () => {
    assert.equal(words.has('labels.back'), true);
    assert.equal(words.has('no.such'), false);
    assert.deepEqual(words.list('commands.refund.also', 'vi'), ['trả lại tiền']);
    assert.deepEqual(words.list('no.such', 'vi'), []);
  });
});

describe('the vocabulary', () => {
  const existing = new Set(words.vocabulary().map(({ command }) => command));

  for (const { command, names, slips = [], asks = [] } of COMMAND_TABLE) {
    if (!existing.has(command)) continue;

    it(`runs ${command} by all its names`, () => {
      const read = names.map((name) => readCommand(name, words.vocabulary()));

      assert.deepEqual(
        read,
        names.map(() => ({ kind: 'command', command, rest: '' })),
      );
    });

    it(`only suggests or asks about ${command} otherwise`, () => {
      for (const slip of [...slips, ...asks]) {
        const reading = readCommand(slip, words.vocabulary());
        assert.ok(reading.kind === 'suggest' || reading.kind === 'which', slip);
        // Without its marks a word may belong to several commands, none of them more than the others.
        const meant = asks.includes(slip) ? reading.commands : reading.commands.slice(0, 1);
        assert.ok(meant.includes(command), slip);
      }
    });
  }
});

describe('readLocales', () => {
  it('refuses a file that holds anything but texts and lists of them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'locales-'));
    for (const locale of ['en', 'th', 'vi']) writeFileSync(join(folder, `${locale}.json`), '{}');
    writeFileSync(join(folder, 'ja.json'), '{"labels":{"help":"x"}}');

    assert.throws(() => readLocales(pathToFileURL(`${folder}/`)), /ja\.json is no locale file/);
  });
});
