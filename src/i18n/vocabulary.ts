import type { Vocabulary } from '../core/parse/command-name.ts';
import { LOCALES } from '../core/settings.ts';
import type { Locales } from './locales.ts';

const NAMES = /^commands\.([^.]+)\.(name|also|asks)$/;

/**
 * What commands are called, in all languages together, because people mix them: `commands.<name>.name` and `.also` run
 * the command, `.asks` are words too vague to.
 */
export function vocabularyOf(locales: Locales): Vocabulary {
  return LOCALES.flatMap((locale) =>
    Object.entries(locales[locale]).flatMap(([key, words]) => {
      const [, command, how] = NAMES.exec(key) ?? [];
      if (command === undefined) return [];
      return [words]
        .flat()
        .map((alias) => ({ command, alias, ...(how === 'asks' && { asks: true as const }) }));
    }),
  );
}
