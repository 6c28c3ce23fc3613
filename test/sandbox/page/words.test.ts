import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { LOCALES } from '../../../src/core/settings.ts';
import { words } from '../../../src/sandbox/page/words.ts';

const folder = join(import.meta.dirname, '../../../src/sandbox/page/public');

function placeholdersOf(text: string): string[] {
  return (text.match(/\{\w+\}/g) ?? []).sort();
}

describe("the page's words", () => {
  for (const locale of LOCALES) {
    it(`say the same in ${locale} as in English`, () => {
      const said = Object.entries(words[locale]);

      const shape = said.map(([key, text]) => [key, ...placeholdersOf(text)].join(' '));

      const wanted = Object.entries(words.en).map(([key, text]) =>
        [key, ...placeholdersOf(text)].join(' '),
      );
      assert.deepEqual(shape.sort(), wanted.sort());
      assert.deepEqual(
        said.filter(([, text]) => text.trim() === ''),
        [],
      );
    });
  }

  it('have every text the module asks for by name', () => {
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));

    const asked = scripts.flatMap((name) => {
      const source = readFileSync(join(folder, name), 'utf8');
      return Array.from(source.matchAll(/\bt\('([\w.-]+)'/g), ([, key]) => key ?? '');
    });

    assert.notEqual(asked.length, 0);
    assert.deepEqual(
      asked.filter((key) => !(key in words.en)),
      [],
    );
  });
});
