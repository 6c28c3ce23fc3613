import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskText } from '../../src/core/mask.ts';

const ROWS: [what: string, written: string, shown: string][] = [
  ['an e-mail address', 'ask nok.s+1@shop.example.co.th please', 'ask ***@***.th please'],
  ['a Thai phone number', 'โทร 081-234-5678', 'โทร ***'],
  ['a phone number in Thai digits', 'โทร ๐๘๑๒๓๔๕๖๗๘', 'โทร ***'],
  ['a Vietnamese phone number', 'gọi 0912 345 678', 'gọi ***'],
  ['a Japanese phone number', '電話(03)1234-5678', '電話(***'],
  [
    'a phone number with its country code',
    'call +66 81 234 5678 or 66812345678',
    'call *** or ***',
  ],
  ['a card number, its last four aside', 'card 4242 4242 4242 4242', 'card ***4242'],
  ['a secret key', 'key skey_test_5xuy4w91xqz7d1w9u0t', 'key ***'],
  ['a Slack token', 'xoxb-12-abc', '***'],
];

const KEPT = ['chrg_test_5xuy4w91xqz7d1w9u0t', 'order 700000123', '1,234.50', '2026-11-25', '500'];

describe('masking', () => {
  for (const [what, written, shown] of ROWS) {
    it(`takes out ${what}`, () => {
      const masked = maskText(written);

      assert.equal(masked, shown);
    });
  }

  for (const written of KEPT) {
    it(`leaves ${written}`, () => {
      const masked = maskText(written);

      assert.equal(masked, written);
    });
  }
});
