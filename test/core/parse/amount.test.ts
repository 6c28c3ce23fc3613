import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { looksLikeAmount, readAmount, takeAmount } from '../../../src/core/parse/amount.ts';
import { LOCALES, type Locale } from '../../../src/core/settings.ts';
import { words } from '../../support/words.ts';

const numerals = words.numerals();

function read(text: string, currency: string, locale: Locale) {
  return readAmount(text, { currency, locale, numerals });
}

/** In words for the tables below: `50000`, `125000 | 125`, or what is wrong. */
function outcome(text: string, currency: string, locale: Locale): string {
  const reading = read(text, currency, locale);
  if ('ok' in reading) return String(reading.ok.amount);
  if ('either' in reading) return reading.either.map(({ amount }) => amount).join(' | ');
  return 'currency' in reading ? `${reading.wrong} ${reading.currency}` : reading.wrong;
}

describe('readAmount', () => {
  const cases: [text: string, currency: string, locale: Locale, outcome: string][] = [
    ['500', 'THB', 'th', '50000'],
    ['฿1,234.50', 'THB', 'th', '123450'],
    ['๕๐๐ บาท', 'THB', 'th', '50000'],
    ['500บาท', 'THB', 'en', '50000'],
    ['500 บาท', 'THB', 'ja', '50000'],
    ['500.-', 'THB', 'th', '50000'],
    ['1,500.-', 'THB', 'th', '150000'],
    ['500,-', 'THB', 'vi', '50000'],
    ['THB 500', 'THB', 'en', '50000'],
    ['500 THB', 'THB', 'en', '50000'],
    ['thb500', 'THB', 'en', '50000'],
    ['฿ 500', 'THB', 'en', '50000'],
    ['500.5', 'THB', 'en', '50050'],
    ['0.500', 'THB', 'en', '50'],
    ['5 หมื่น', 'THB', 'th', '5000000'],
    ['5หมื่น3พันบาท', 'THB', 'th', '5300000'],
    ['5 หมื่น 3 พัน บาท', 'THB', 'th', '5300000'],
    ['1.5 ล้าน', 'THB', 'th', '150000000'],
    ['2พัน500', 'THB', 'th', '250000'],
    ['１２３４円', 'JPY', 'ja', '1234'],
    ['￥3,300', 'JPY', 'ja', '3300'],
    ['3300円', 'JPY', 'ja', '3300'],
    ['1万2千', 'JPY', 'ja', '12000'],
    ['1万2000円', 'JPY', 'ja', '12000'],
    ['1.5万円', 'JPY', 'ja', '15000'],
    ['1.234.567 ₫', 'VND', 'vi', '1234567'],
    ['500k', 'VND', 'vi', '500000'],
    ['1tr2', 'VND', 'vi', '1200000'],
    ['1tr250k', 'VND', 'vi', '1250000'],
    ['1tr250', 'VND', 'vi', '1250000'],
    ['1,5tr', 'VND', 'vi', '1500000'],
    ['2k5', 'VND', 'vi', '2500'],
    ['500đ', 'VND', 'vi', '500'],
    ['500.000đ', 'VND', 'vi', '500000'],
    ['500 000 đ', 'VND', 'vi', '500000'],
    ['500 nghìn đồng', 'VND', 'vi', '500000'],
    ['500 ngan', 'VND', 'vi', '500000'],
    ['1.250.000,00', 'THB', 'vi', '125000000'],
    ['12,50', 'THB', 'vi', '1250'],

    ['1.500', 'VND', 'vi', '1500'],
    ['1,500', 'VND', 'vi', '1500'],
    ['1.500', 'JPY', 'en', '1500'],
    ['1.500 円', 'JPY', 'en', '1500'],
    ['1.500 ₫', 'VND', 'th', '1500'],
    ['1,500', 'THB', 'th', '150000'],
    ['1.234', 'THB', 'vi', '123400'],
    ['1.500', 'THB', 'th', '150000 | 150'],
    ['1.500', 'THB', 'vi', '150000 | 150'],
    ['1.250', 'THB', 'en', '125000 | 125'],
    ['฿1.500', 'THB', 'en', '150000 | 150'],
    ['1,500', 'THB', 'vi', '150000 | 150'],
    ['1.500k', 'VND', 'vi', '1500000 | 1500'],
    ['1tr25', 'VND', 'vi', '1250000 | 1025000'],
    ['1万2', 'JPY', 'ja', '12000 | 10002'],

    ['', 'THB', 'th', 'empty'],
    [' 　', 'THB', 'th', 'empty'],
    ['damaged', 'THB', 'en', 'not-a-number'],
    ['บาท', 'THB', 'th', 'not-a-number'],
    ['1,50', 'THB', 'th', 'not-a-number'],
    ['1,,500', 'THB', 'th', 'not-a-number'],
    ['1,23,456', 'THB', 'th', 'not-a-number'],
    ['50%', 'THB', 'th', 'not-a-number'],
    ['3พัน5หมื่น', 'THB', 'th', 'not-a-number'],
    ['1e3', 'THB', 'en', 'not-a-number'],
    ['0', 'THB', 'en', 'zero'],
    ['฿0.00', 'THB', 'en', 'zero'],
    ['-500', 'THB', 'en', 'negative'],
    ['−500', 'THB', 'en', 'negative'],
    ['-฿500', 'THB', 'en', 'negative'],
    ['1.005', 'THB', 'en', '100500'],
    ['12.345,678', 'THB', 'vi', 'too-precise'],
    ['0.005', 'THB', 'en', 'too-precise'],
    ['12.5', 'JPY', 'ja', 'too-precise'],
    ['500.00', 'JPY', 'ja', '500'],
    ['99999999999999999999', 'THB', 'en', 'too-large'],
    ['$500', 'THB', 'en', 'other-currency USD'],
    ['500 SGD', 'THB', 'en', 'other-currency SGD'],
    ['500 PHP', 'THB', 'en', 'other-currency PHP'],
    ['500円', 'THB', 'ja', 'other-currency JPY'],
    ['1tr2đ', 'THB', 'vi', 'other-currency VND'],
  ];
  for (const [text, currency, locale, expected] of cases) {
    it(`reads "${text}" for ${currency} and a reader of ${locale} as ${expected}`, () => {
      const got = outcome(text, currency, locale);

      assert.equal(got, expected);
    });
  }

  it('reads what it wrote, in every language and currency', () => {
    const amounts = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    const currencies = fc.constantFrom('THB', 'VND', 'JPY', 'USD', 'SGD');

    fc.assert(
      fc.property(amounts, currencies, fc.constantFrom(...LOCALES), (amount, currency, locale) => {
        const view = { locale, timeZone: 'Asia/Bangkok', shopZone: 'Asia/Bangkok', now: 0 };
        const written = words.say(
          { key: 'labels.refund.do', values: { amount: { money: { amount, currency } } } },
          view,
        );
        const text = written.replace(
          words.say({ key: 'labels.refund.do', values: { amount: '' } }, view).trim(),
          '',
        );
        assert.deepEqual(read(text, currency, locale), { ok: { amount, currency } });
      }),
      { numRuns: 2000 },
    );
  });

  it('never fails, and never makes an amount of nothing', () => {
    const pieces = fc.constantFrom(
      '1',
      '0',
      '.',
      ',',
      '-',
      ' ',
      'k',
      'tr',
      '万',
      'พัน',
      '฿',
      '₫',
      '円',
      'THB',
      '%',
      '９',
      '๕',
      'x',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 10 }).map((all) => all.join('')),
    );

    fc.assert(
      fc.property(
        texts,
        fc.constantFrom('THB', 'VND', 'KWD'),
        fc.constantFrom(...LOCALES),
        (text, currency, locale) => {
          const reading = read(text, currency, locale);
          const amounts =
            'ok' in reading ? [reading.ok] : 'either' in reading ? reading.either : [];
          assert.ok(amounts.every(({ amount }) => Number.isSafeInteger(amount) && amount > 0));
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('looksLikeAmount', () => {
  for (const word of [
    '500',
    '฿500',
    '๕๐๐',
    '1tr2',
    '500k',
    '３３００円',
    '-500',
    '1,,500',
    '50%',
    '$5',
    '500.-',
    '500บาท',
  ]) {
    it(`is true of ${word}`, () => {
      const looks = looksLikeAmount(word, numerals);

      assert.equal(looks, true);
    });
  }

  for (const word of [
    'damaged',
    'chrg_test_x',
    'chrg_test_5',
    '5kg',
    '2x',
    'k',
    'บาท',
    '破損',
    '500damaged',
    'tr2',
    '',
  ]) {
    it(`is false of "${word}"`, () => {
      const looks = looksLikeAmount(word, numerals);

      assert.equal(looks, false);
    });
  }
});

describe('takeAmount', () => {
  const cases: [string, number][] = [
    ['500 damaged', 1],
    ['500 บาท ของเสีย', 2],
    ['฿ 500 damaged', 2],
    ['THB 500 damaged', 2],
    ['5 หมื่น 3 พัน บาท ของเสีย', 5],
    ['500 000 đ hỏng', 3],
    ['500 50 pieces', 1],
    ['500 บาท 2 ชิ้น', 2],
    ['1tr 2 cái hỏng', 1],
    ['500 do hỏng', 1],
    ['500 SGD damaged', 2],
    ['500 all of it', 1],
    ['50% off', 1],
    ['damaged 500', 0],
    ['chrg_test_5 500', 0],
    ['', 0],
  ];
  for (const [text, count] of cases) {
    it(`takes ${count} of "${text}"`, () => {
      const taken = takeAmount(text.split(' '), numerals);

      assert.equal(taken, count);
    });
  }
});
