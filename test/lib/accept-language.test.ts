import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { localeAccepted } from '../../src/lib/accept-language.ts';

describe('the language a browser would rather have', () => {
  for (const [header, wanted] of [
    [null, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['fr-FR, de', 'en'],
    ['ja', 'ja'],
    ['JA-jp', 'ja'],
    ['fr, vi;q=0.3, th;q=0.7', 'th'],
    ['th;q=0, vi;q=0.1', 'vi'],
    ['vi, ja', 'vi'],
    ['th;q=nonsense, ja;q=0.2', 'th'],
  ] as const) {
    it(`is ${wanted} for ${header ?? 'no header'}`, () => {
      assert.equal(localeAccepted(header, 'en'), wanted);
    });
  }
});
