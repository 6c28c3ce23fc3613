import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from '../core/settings.ts';
import type { Locales } from './locales.ts';

export type Plain = { [name: string]: string | number };

/** Fills a text of one locale with plain values. Throws when there is no such text, it is no ICU message, or a value is missing. */
export type WriteText = (key: string, locale: Locale, values: Plain) => string;

/** Parsing a message takes thirty times as long as filling it, so each is parsed once. */
export function createMessages(locales: Locales): WriteText {
  const parsed = new Map<string, IntlMessageFormat>();
  return (key, locale, values) => {
    const id = `${locale} ${key}`;
    const message = parsed.get(id) ?? parse(locales, key, locale);
    parsed.set(id, message);
    return String(message.format(values));
  };
}

function parse(locales: Locales, key: string, locale: Locale): IntlMessageFormat {
  const source = locales[locale][key];
  if (typeof source !== 'string')
    throw new Error(`locales/${locale}.json has no text "${key}": add it`);
  return new IntlMessageFormat(source, locale, undefined, { ignoreTag: true });
}
