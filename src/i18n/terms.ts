import { foldText } from '../core/parse/fold.ts';
import type { Terms } from '../core/parse/terms.ts';
import { LOCALES } from '../core/settings.ts';
import type { Locales } from './locales.ts';

const TERM = /^terms\.(.+)\.([^.]+)$/;

/** The words of lists in all languages together, from `terms.<group>.<value>`. The value itself is one of its words. */
export function termsOf(locales: Locales): Terms {
  const groups = new Map<string, Map<string, string>>();
  for (const locale of LOCALES)
    for (const [key, words] of Object.entries(locales[locale])) {
      const [, name = '', value] = TERM.exec(key) ?? [];
      if (value === undefined) continue;
      const group = groups.get(name) ?? new Map<string, string>();
      for (const word of [value, words].flat()) group.set(foldText(word), value);
      groups.set(name, group);
    }
  return groups;
}
